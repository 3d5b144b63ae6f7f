import { Hono } from "hono";
import {
  buyLabelRequest,
  createShipmentRequest,
  CARRIER_PATHS as PATHS,
  voidShipmentRequest,
} from "#server/partners/contract/carrier";
import { cancelByReferenceRequest } from "#server/partners/contract/reference";
import {
  type Desk,
  handleLookup,
  handleRead,
  handleWrite,
  readObjects,
  type SandboxEnv,
} from "./partner-call.ts";
import { problem } from "./problem.ts";
import { conflict } from "./references.ts";
import { shipmentReferences } from "./shipment-references.ts";
import { buyLabel, createShipment, viewShipment } from "./shipments.ts";
import { isKind, type StoredObject } from "./stored-object.ts";
import { voidShipment } from "./void-shipment.ts";

const partner = "carrier" as const;

const bothReferences = (clientReference: string) => {
  const { create, label } = shipmentReferences(clientReference);
  return [create, label];
};

export function carrierRoutes(desk: Desk): Hono<SandboxEnv> {
  const routes = new Hono<SandboxEnv>();

  routes.post(PATHS.create, (c) =>
    handleWrite(c, desk, {
      partner,
      operation: "create",
      schema: createShipmentRequest,
      references: (body) => bothReferences(body.clientReference),
      run: createShipment,
    }),
  );
  routes.post(PATHS.cancelByReference, (c) =>
    handleWrite(c, desk, {
      partner,
      operation: "void",
      schema: cancelByReferenceRequest,
      references: (body) => bothReferences(body.clientReference),
      run: (world, { clientReference, orderNumber }) =>
        voidShipment(world, shipmentReferences(clientReference), orderNumber),
    }),
  );
  routes.post(PATHS.label, (c) => {
    const id = c.req.param("id");
    return handleWrite(c, desk, {
      partner,
      operation: "label",
      schema: buyLabelRequest,
      references: (body) => bothReferences(body.clientReference),
      objectIds: [id],
      run: (world, body, twist) => buyLabel(world, id, body, twist),
    });
  });
  routes.post(PATHS.void, (c) => {
    const id = c.req.param("id");
    return handleWrite(c, desk, {
      partner,
      operation: "void",
      schema: voidShipmentRequest,
      references: (body) => bothReferences(body.clientReference),
      objectIds: [id],
      run: (world, { clientReference, orderNumber }) => {
        const shipment = world.findById(id);
        if (shipment === undefined) return problem("not_found", "There is no such shipment.");
        const references = shipmentReferences(clientReference);
        // Only the rows of the references in the body were loaded.
        if (shipment.clientReference !== references.create) return conflict();
        return voidShipment(world, references, orderNumber);
      },
    });
  });

  routes.get(PATHS.lookup, (c) =>
    handleLookup(c, desk, { partner, references: bothReferences, view }),
  );
  routes.get(PATHS.get, (c) => {
    const objectId = c.req.param("id");
    return handleRead(c, desk, { partner, clientReference: objectId }, async () => {
      const shipment = await readObjects(desk, partner, { objectId });
      const references = shipment.flatMap((object) => bothReferences(object.clientReference));
      const [body] = view(await readObjects(desk, partner, { references }));
      return body === undefined
        ? problem("not_found", "There is no such shipment.")
        : { type: "ok", status: 200, body };
    });
  });
  return routes;
}

function view(objects: StoredObject[]) {
  const now = new Date();
  const labels = objects.filter((object) => isKind(object, "label"));
  return objects
    .filter((object) => isKind(object, "shipment"))
    .filter((object) => object.state !== "tombstone")
    .map((shipment) =>
      viewShipment(
        shipment,
        labels.find((label) => label.detail.shipmentId === shipment.objectId),
        now,
      ),
    );
}
