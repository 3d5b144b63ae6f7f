import type { Metadata } from "next";
import { OrderScreen } from "@/components/order/order-screen";
import { Prefetched } from "../../prefetched.tsx";

type Props = PageProps<"/orders/[orderNumber]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { orderNumber } = await params;
  return { title: decodeURIComponent(orderNumber) };
}

export default async function OrderPage({ params }: Props) {
  const orderNumber = decodeURIComponent((await params).orderNumber);
  return (
    <Prefetched
      read={(trpc, client) => [
        client
          .query(trpc.orders.get.queryOptions({ orderNumber }))
          .then(({ sagaUuid }) => client.query(trpc.claims.of.queryOptions({ sagaUuid }))),
      ]}
    >
      <OrderScreen key={orderNumber} orderNumber={orderNumber} />
    </Prefetched>
  );
}
