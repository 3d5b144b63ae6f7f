import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/console/copy-button";
import { ConfirmDialog } from "./confirm-dialog.tsx";

const WORDS = {
  password: {
    label: "Password",
    keep: "I have noted it",
    hint: "Hand it over in person or by phone, and ask them to change it in their settings.",
  },
  key: {
    label: "API key",
    keep: "I have stored it",
    hint: "Store it where the storefront reads its secrets. Only a hash of it is kept here.",
  },
} as const;

/** A password or key on the only occasion that anybody sees it. */
export function ShownOnceDialog(props: {
  kind: keyof typeof WORDS;
  value: string;
  title: string;
  description: ReactNode;
  onClose: () => void;
}) {
  const { label, keep, hint } = WORDS[props.kind];
  return (
    <ConfirmDialog
      title={props.title}
      description={props.description}
      keep={keep}
      sending={false}
      outcome={{ type: "none" }}
      onClose={props.onClose}
    >
      <div>
        <p className="mb-1 font-medium">{label}</p>
        <p className="flex items-center gap-2 rounded-md border bg-muted px-3 py-2">
          <code className="mono min-w-0 break-all">{props.value}</code>
          <span className="ml-auto">
            <CopyButton value={props.value} name={`the ${props.kind}`} />
          </span>
        </p>
        <p className="mt-2 flex items-start gap-2">
          <TriangleAlert
            className="mt-0.5 size-4 shrink-0 text-wait"
            strokeWidth={1.75}
            aria-hidden
          />
          <span>
            <span className="font-medium">It is shown this once.</span> {hint}
          </span>
        </p>
      </div>
    </ConfirmDialog>
  );
}
