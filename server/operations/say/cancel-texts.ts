import { CAUSES, type Cause } from "./say-reasons.ts";
import type { SayText } from "./say-text.ts";

const WHY: Record<Cause, { en: string; es: string }> = {
  request: {
    en: "It was cancelled on request.",
    es: "Se canceló a petición.",
  },
  stock: {
    en: "We cannot supply all of it at the moment.",
    es: "En este momento no podemos suministrarlo por completo.",
  },
  prescription: {
    en: "The prescription could not be filled as it is. Your prescriber can help you further.",
    es: "La receta no se pudo preparar tal como está. La persona que la recetó puede ayudarle.",
  },
  delivery: {
    en: "The carrier cannot deliver it to the address that we have.",
    es: "El transportista no puede entregarlo en la dirección que tenemos.",
  },
  time: {
    en: "We could not complete it in the time that we allow ourselves.",
    es: "No pudimos completarlo en el plazo que nos fijamos.",
  },
  other: {
    en: "We were not able to fill it.",
    es: "No pudimos prepararlo.",
  },
};

/** Under way is not done: these promise an e-mail for the end. */
const UNDOING_WHY: Record<Cause, { en: string; es: string }> = {
  ...WHY,
  request: { en: "The cancellation was asked for.", es: "Se solicitó la cancelación." },
};

const each = (textOf: (cause: Cause) => SayText) =>
  // Built from the list of all causes, which TypeScript cannot follow through fromEntries.
  Object.fromEntries(CAUSES.map((cause) => [cause, textOf(cause)])) as Record<Cause, SayText>;

export const UNDOING_TEXTS = each((cause) => ({
  version: 1,
  en: `Your order is being cancelled. ${UNDOING_WHY[cause].en} You will get an e-mail when that is done.`,
  es: `Su pedido se está cancelando. ${UNDOING_WHY[cause].es} Recibirá un correo electrónico cuando haya terminado.`,
}));

export const CANCELLED_TEXTS = each((cause) => ({
  version: 1,
  en: `Your order is cancelled and nothing will be sent. ${WHY[cause].en}`,
  es: `Su pedido está cancelado y no se enviará nada. ${WHY[cause].es}`,
}));
