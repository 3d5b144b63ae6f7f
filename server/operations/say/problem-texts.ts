import type { LiveStatus } from "../situation/views.ts";
import { CANCELLED_TEXTS, UNDOING_TEXTS } from "./cancel-texts.ts";
import type { Catalogue, SayText } from "./say-text.ts";

const text = (version: number, en: string, es: string): SayText => ({ version, en, es });

const LOOKING = text(
  1,
  "Your order is with us. Something needs a closer look before it can go on, and a colleague is taking care of it. We will tell you what comes of it.",
  "Su pedido está con nosotros. Hay algo que debemos revisar antes de continuar y un compañero se está ocupando. Le informaremos del resultado.",
);
const PAUSED = text(
  1,
  "Your order is with us and waits for a moment before it goes on. Nothing is needed from you; you will get an e-mail when it ships.",
  "Su pedido está con nosotros y espera un momento antes de continuar. No necesita hacer nada; recibirá un correo electrónico cuando se envíe.",
);
const CANCELLING = text(
  1,
  "Your order is being cancelled. One part of that is not confirmed yet, and a colleague is settling it. You will get an e-mail when it is done.",
  "Su pedido se está cancelando. Una parte aún no está confirmada y un compañero la está resolviendo. Recibirá un correo electrónico cuando haya terminado.",
);
const SHIPPED_AND_ASKED = text(
  1,
  "The shipping label for your order had been made, and it was asked whether it can still be cancelled. That is not settled yet. If the parcel reaches you first, keep it and call us.",
  "La etiqueta de envío de su pedido ya se había creado y se ha preguntado si aún se puede cancelar. Todavía no está resuelto. Si el paquete le llega antes, consérvelo y llámenos.",
);
const SHIPPED = text(
  1,
  "Your order is ready and its shipping label is made. You will get an e-mail with the tracking number.",
  "Su pedido está listo y su etiqueta de envío está creada. Recibirá un correo electrónico con el número de seguimiento.",
);

/** The words for orders that do not simply go forward. */
export const PROBLEM_TEXTS: Omit<
  Catalogue,
  Extract<LiveStatus, "scheduled" | "running" | "retrying" | "outcome_unknown">
> = {
  stalled: { forward: PAUSED, cancelling: CANCELLING, shipped: SHIPPED_AND_ASKED },
  on_hold: { forward: PAUSED, cancelling: CANCELLING, shipped: SHIPPED_AND_ASKED },
  needs_a_person: {
    RETRIES_EXHAUSTED: LOOKING,
    OUTCOME_UNKNOWN: text(
      1,
      "Your items are set aside for you. We could not confirm the shipping label with the carrier yet, and a colleague is clearing it up. We will tell you as soon as we know.",
      "Sus artículos están apartados para usted. Aún no hemos podido confirmar la etiqueta de envío con el transportista y un compañero lo está aclarando. Le informaremos en cuanto lo sepamos.",
    ),
    PARTNER_MISCONFIGURED: PAUSED,
    REQUEST_REFUSED: LOOKING,
    UNREADABLE_EVENT: PAUSED,
    cancelling: CANCELLING,
    shipped: SHIPPED_AND_ASKED,
  },
  undo_stopped: { cancelling: CANCELLING, shipped: SHIPPED_AND_ASKED },
  undo_refused: { cancelling: CANCELLING, shipped: SHIPPED_AND_ASKED },
  undoing: { ...UNDOING_TEXTS, shipped: SHIPPED_AND_ASKED },
  customer_not_told: {
    shipped: text(
      1,
      "Your order is ready and its shipping label is made. Our e-mail about it did not reach you, so I am telling you now.",
      "Su pedido está listo y su etiqueta de envío está creada. Nuestro correo electrónico no le llegó, por eso se lo comunico ahora.",
    ),
    cancelled: text(
      1,
      "Your order is cancelled and nothing will be sent. Our e-mail about it did not reach you, so I am telling you now.",
      "Su pedido está cancelado y no se enviará nada. Nuestro correo electrónico no le llegó, por eso se lo comunico ahora.",
    ),
  },
  completed: {
    due: SHIPPED,
    told: text(
      1,
      "Your order is ready and its shipping label is made. We have already let you know about it.",
      "Su pedido está listo y su etiqueta de envío está creada. Ya se lo hemos comunicado.",
    ),
    undo_refused: text(
      1,
      "Your order could not be cancelled any more: the carrier would not take the shipping label back. It stays on its way. If you do not want the parcel, call us when it arrives.",
      "Ya no fue posible cancelar su pedido: el transportista no aceptó anular la etiqueta de envío. El pedido sigue su curso. Si no desea el paquete, llámenos cuando llegue.",
    ),
  },
  cancelled: CANCELLED_TEXTS,
};
