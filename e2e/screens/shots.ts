import { bulk } from "./pages/bulk.ts";
import { events } from "./pages/events.ts";
import { failures } from "./pages/failures.ts";
import { frame } from "./pages/frame.ts";
import { needsAPerson } from "./pages/needs-a-person.ts";
import { order } from "./pages/order.ts";
import { orderDialogs } from "./pages/order-dialogs.ts";
import { orders } from "./pages/orders.ts";
import { overview } from "./pages/overview.ts";
import { partners } from "./pages/partners.ts";
import { queues } from "./pages/queues.ts";
import { settings } from "./pages/settings.ts";
import { signIn } from "./pages/sign-in.ts";
import type { Shot } from "./shot.ts";

/** Every state of every page that a picture is taken of. */
export const shots: readonly Shot[] = [
  ...signIn,
  ...overview,
  ...needsAPerson,
  ...orders,
  ...order,
  ...orderDialogs,
  ...failures,
  ...bulk,
  ...partners,
  ...queues,
  ...events,
  ...settings,
  ...frame,
];
