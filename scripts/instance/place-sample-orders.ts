import type { instanceFiles } from "./instance-files.ts";
import { describeFailure } from "./report-failure.ts";

/** On the first run only, and only to the bundled partners: a sample must never reach a real pharmacy. */
export async function placeSampleOrders(options: {
  files: ReturnType<typeof instanceFiles>;
  webUrl: string;
  sandboxUrl: string | null;
  apiKey: string;
  orders: number;
}): Promise<void> {
  const { files, webUrl, sandboxUrl, apiKey, orders } = options;
  if (files.hasSampleOrders()) return;
  if (orders === 0 || sandboxUrl === null) return;
  console.log(`Placing ${orders} sample orders; watch them arrive on the order list.`);
  try {
    const { placeDemoOrders } = await import("#scripts/demo");
    await placeDemoOrders({ webUrl, sandboxUrl, apiKey, orders });
    files.markSampleOrders();
    console.log("The sample orders are placed.");
  } catch (error) {
    // The instance itself is fine without them; the next start tries again.
    console.error(`The sample orders could not be placed: ${describeFailure(error)}`);
  }
}
