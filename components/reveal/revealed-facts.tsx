import type { RevealedCustomer } from "#server/operations/reveal/views";
import { Countdown, Time } from "@/components/time/time";

/** The customer in clear, and when that ends. */
export function RevealedFacts(props: { customer: RevealedCustomer; onHide: () => void }) {
  const { customer } = props;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 border-b border-wait/25 bg-wait-bg px-4 py-1 text-xs">
        <p className="min-w-0">
          In clear until <Time at={customer.until} />, <Countdown to={customer.until} /> left
        </p>
        <button type="button" className="btn btn-ghost btn-sm ml-auto !px-2" onClick={props.onHide}>
          Mask now
        </button>
      </div>
      <dl className="grid grid-cols-[108px_minmax(0,1fr)] gap-x-3 gap-y-1 px-4 py-3 print:hidden">
        <Fact label="Name" text={customer.name} />
        <Fact label="E-mail" text={customer.email} />
        <Fact label="Phone" text={customer.phone} />
        {customer.birthDate === null ? null : <Fact label="Birth date" text={customer.birthDate} />}
        {customer.address === null ? null : <Address address={customer.address} />}
        {customer.medicines?.map((line) => (
          <Medicine key={line.medicine} line={line} />
        ))}
      </dl>
    </>
  );
}

function Fact({ label, text }: { label: string; text: string | null }) {
  return (
    <>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0 break-words">
        {text ?? <span className="text-muted-foreground">–</span>}
      </dd>
    </>
  );
}

function Address({ address }: { address: NonNullable<RevealedCustomer["address"]> }) {
  return (
    <>
      <dt className="text-muted-foreground">Goes to</dt>
      <dd className="min-w-0 break-words">
        {address.lines.map((line) => (
          <span key={line} className="block">
            {line}
          </span>
        ))}
        {address.instructions === null ? null : (
          <span className="block text-muted-foreground">{address.instructions}</span>
        )}
      </dd>
    </>
  );
}

function Medicine({ line }: { line: NonNullable<RevealedCustomer["medicines"]>[number] }) {
  return (
    <>
      <dt className="text-muted-foreground">Medicine</dt>
      <dd className="min-w-0 break-words">
        {line.medicine}
        <span className="block text-muted-foreground">{line.directions}</span>
        {line.prescriber === null ? null : (
          <span className="block text-muted-foreground">By {line.prescriber}</span>
        )}
      </dd>
    </>
  );
}
