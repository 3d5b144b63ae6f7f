import { Hono } from "hono";
import {
  commitReservationRequest,
  createReservationRequest,
  extendReservationRequest,
  INVENTORY_PATHS as PATHS,
  releaseReservationRequest,
} from "#server/partners/contract/inventory";
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
import {
  commitReservation,
  createReservation,
  extendReservation,
  releaseReservation,
  viewReservation,
} from "./reservations.ts";
import { isKind, type StoredObject } from "./stored-object.ts";

const partner = "inventory" as const;

export function inventoryRoutes(desk: Desk): Hono<SandboxEnv> {
  const routes = new Hono<SandboxEnv>();

  routes.post(PATHS.create, (c) =>
    handleWrite(c, desk, {
      partner,
      operation: "create",
      schema: createReservationRequest,
      references: (body) => [body.clientReference],
      run: createReservation,
    }),
  );
  routes.post(PATHS.cancelByReference, (c) =>
    handleWrite(c, desk, {
      partner,
      operation: "release",
      schema: cancelByReferenceRequest,
      references: (body) => [body.clientReference],
      run: releaseReservation,
    }),
  );
  routes.post(PATHS.release, (c) => {
    const id = c.req.param("id");
    return handleWrite(c, desk, {
      partner,
      operation: "release",
      schema: releaseReservationRequest,
      references: () => [],
      objectIds: [id],
      run: (world, { orderNumber }) => {
        const object = world.findById(id);
        if (object === undefined) return problem("not_found", "There is no such reservation.");
        return releaseReservation(world, { clientReference: object.clientReference, orderNumber });
      },
    });
  });
  routes.post(PATHS.extend, (c) => {
    const id = c.req.param("id");
    return handleWrite(c, desk, {
      partner,
      operation: "extend",
      schema: extendReservationRequest,
      references: () => [],
      objectIds: [id],
      run: (world, { ttlSeconds }) => extendReservation(world, id, ttlSeconds),
    });
  });
  routes.post(PATHS.commit, (c) => {
    const id = c.req.param("id");
    return handleWrite(c, desk, {
      partner,
      operation: "commit",
      schema: commitReservationRequest,
      references: () => [],
      objectIds: [id],
      run: (world) => commitReservation(world, id),
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
        ? problem("not_found", "There is no such reservation.")
        : { type: "ok", status: 200, body };
    });
  });
  return routes;
}

function view(objects: StoredObject[]) {
  const now = new Date();
  return objects
    .filter((object) => isKind(object, "reservation"))
    .filter((object) => object.state !== "tombstone")
    .map((object) => viewReservation(object, now));
}
