import { TriangleAlert } from "lucide-react";
import { CopyButton } from "@/components/console/copy-button";

/** A password or key on the only occasion that anybody sees it. */
export function ShownOnce(props: { label: string; name: string; value: string; hint: string }) {
  return (
    <div>
      <p className="mb-1 font-medium">{props.label}</p>
      <p className="flex items-center gap-2 rounded-md border bg-muted px-3 py-2">
        <code className="mono min-w-0 break-all">{props.value}</code>
        <span className="ml-auto">
          <CopyButton value={props.value} name={props.name} />
        </span>
      </p>
      <p className="mt-2 flex items-start gap-2">
        <TriangleAlert
          className="mt-0.5 size-4 shrink-0 text-wait"
          strokeWidth={1.75}
          aria-hidden
        />
        <span>
          <span className="font-medium">It is shown this once.</span> {props.hint}
        </span>
      </p>
    </div>
  );
}
