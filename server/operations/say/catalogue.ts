import { PROBLEM_TEXTS } from "./problem-texts.ts";
import type { Catalogue, SayText } from "./say-text.ts";

const text = (version: number, en: string, es: string): SayText => ({ version, en, es });

const PRESCRIPTION_NEXT = text(
  1,
  "We have your order and are setting up your prescription. Nothing is needed from you. You will get an e-mail when it ships.",
  "Tenemos su pedido y estamos preparando su receta. No necesita hacer nada. Recibirá un correo electrónico cuando se envíe.",
);
const STOCK_NEXT = text(
  1,
  "Your prescription is in place and we are setting your items aside. Nothing is needed from you. You will get an e-mail when it ships.",
  "Su receta está lista y estamos apartando sus artículos. No necesita hacer nada. Recibirá un correo electrónico cuando se envíe.",
);
const LABEL_NEXT = text(
  1,
  "Your items are set aside for you and we are arranging the delivery. You will get an e-mail with the tracking number.",
  "Sus artículos están apartados para usted y estamos organizando la entrega. Recibirá un correo electrónico con el número de seguimiento.",
);

/**
 * Approved words by status and reason, with no blame, no medicine and no name in
 * them. Each says what is known and no more: "is being cancelled" until it is.
 */
export const CATALOGUE: Catalogue = {
  scheduled: { prescription: PRESCRIPTION_NEXT, inventory: STOCK_NEXT, shipment: LABEL_NEXT },
  running: {
    prescription: PRESCRIPTION_NEXT,
    inventory: STOCK_NEXT,
    shipment: LABEL_NEXT,
    cancelling: text(
      1,
      "We have your request to cancel the order. One step is still under way; as soon as it ends we know whether it can be cancelled, and you will get an e-mail.",
      "Hemos recibido su solicitud de cancelar el pedido. Aún hay un paso en curso; en cuanto termine sabremos si se puede cancelar y recibirá un correo electrónico.",
    ),
  },
  retrying: {
    prescription: text(
      1,
      "We have your order. Setting up the prescription takes a little longer than usual; we keep trying by ourselves. Nothing is needed from you.",
      "Tenemos su pedido. Preparar la receta está tardando un poco más de lo habitual; seguimos intentándolo. No necesita hacer nada.",
    ),
    inventory: text(
      1,
      "Your prescription is in place. Setting your items aside takes a little longer than usual; we keep trying by ourselves.",
      "Su receta está lista. Apartar sus artículos está tardando un poco más de lo habitual; seguimos intentándolo.",
    ),
    shipment: text(
      1,
      "Your items are set aside for you. Arranging the delivery takes a little longer than usual; we keep trying by ourselves. You will get an e-mail with the tracking number.",
      "Sus artículos están apartados para usted. Organizar la entrega está tardando un poco más de lo habitual; seguimos intentándolo. Recibirá un correo electrónico con el número de seguimiento.",
    ),
  },
  outcome_unknown: {
    prescription: text(
      1,
      "We have your order and are confirming your prescription. That takes a little longer than usual. Nothing is needed from you.",
      "Tenemos su pedido y estamos confirmando su receta. Está tardando un poco más de lo habitual. No necesita hacer nada.",
    ),
    inventory: text(
      1,
      "Your prescription is in place and we are confirming that your items are set aside. That takes a little longer than usual.",
      "Su receta está lista y estamos confirmando que sus artículos están apartados. Está tardando un poco más de lo habitual.",
    ),
    shipment: text(
      1,
      "Your items are set aside for you. We are confirming the shipping label with the carrier. You will get an e-mail with the tracking number as soon as it is confirmed.",
      "Sus artículos están apartados para usted. Estamos confirmando la etiqueta de envío con el transportista. Recibirá un correo electrónico con el número de seguimiento en cuanto esté confirmada.",
    ),
  },
  ...PROBLEM_TEXTS,
};
