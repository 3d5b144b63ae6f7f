import type { OrderView } from "./order-view.ts";

const noticeWords: Record<OrderView["customer"]["notice"], string> = {
  none: "Nothing to tell yet",
  due: "E-mail is due now",
  told: "Sent by e-mail",
  failed: "Not told: the e-mail did not arrive",
};

/** The customer, masked for everyone. */
export function CustomerCard({ customer }: { customer: OrderView["customer"] }) {
  const facts: readonly (readonly [string, string | null])[] = [
    ["Name", customer.name],
    ["E-mail", customer.email],
    ["Phone", customer.phone],
    ["Birth date", customer.birthDate],
    ["Goes to", customer.destination],
    ["Items", String(customer.items)],
    ["Message", noticeWords[customer.notice]],
  ];
  return (
    <section className="card order-7" aria-labelledby="customer-title">
      <div className="card-h">
        <h2 id="customer-title">Customer</h2>
        <span className="text-xs text-muted-foreground">masked</span>
      </div>
      <dl className="grid grid-cols-[108px_minmax(0,1fr)] gap-x-3 gap-y-1 px-4 py-3">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted-foreground">{label}</dt>
            <dd className="min-w-0 break-words">
              {value ?? <span className="text-muted-foreground">–</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
