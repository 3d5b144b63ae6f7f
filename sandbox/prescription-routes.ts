import { Hono } from "hono";
import {
  cancelPrescriptionRequest,
  createPrescriptionRequest,
  PRESCRIPTION_PATHS as PATHS,
} from "#server/partners/contract/prescription";
import { cancelByReferenceRequest } from "#server/partners/contract/reference";
import {
  type Desk,
  handleLookup,
  handleRead,
  handleWrite,
  readObjects,
  type SandboxEnv,
} from "./partner-call.ts";
import { cancelPrescription, createPrescription, viewPrescription } from "./prescriptions.ts";
import { problem } from "./problem.ts";
import { isKind, type StoredObject } from "./stored-object.ts";

const partner = "prescription" as const;

export function prescriptionRoutes(desk: Desk): Hono<SandboxEnv> {
  const routes = new Hono<SandboxEnv>();

  routes.post(PATHS.create, (c) =>
    handleWrite(c, desk, {
      partner,
      operation: "create",
      schema: createPrescriptionRequest,
      references: (body) => [body.clientReference],
      run: createPrescription,
    }),
  );
  routes.post(PATHS.cancelByReference, (c) =>
    handleWrite(c, desk, {
      partner,
      operation: "cancel",
      schema: cancelByReferenceRequest,
      references: (body) => [body.clientReference],
      run: cancelPrescription,
    }),
  );
  routes.post(PATHS.cancel, (c) => {
    const id = c.req.param("id");
    return handleWrite(c, desk, {
      partner,
      operation: "cancel",
      schema: cancelPrescriptionRequest,
      references: () => [],
      objectIds: [id],
      run: (world, { orderNumber }) => {
        const object = world.findById(id);
        if (object === undefined) {
          const body = { status: "cancel_denied", denialReason: "not_found_in_profile" };
          return { type: "ok", status: 200, body };
        }
        const { clientReference } = object;
        return cancelPrescription(world, { clientReference, orderNumber });
      },
    });
  });

  routes.get(PATHS.lookup, (c) =>
    handleLookup(c, desk, { partner, references: (reference) => [reference], view }),
  );
  routes.get(PATHS.get, (c) => {
    const objectId = c.req.param("id");
    return handleRead(c, desk, { partner, clientReference: objectId }, async () => {
      const [body] = view(await readObjects(desk, partner, { objectId }));
      return body === undefined
        ? problem("not_found", "There is no such prescription.")
        : { type: "ok", status: 200, body };
    });
  });
  return routes;
}

function view(objects: StoredObject[]) {
  const now = new Date();
  return objects
    .filter((object) => isKind(object, "prescription"))
    .filter((object) => object.state !== "tombstone")
    .map((object) => viewPrescription(object, now));
}
