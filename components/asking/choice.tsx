/** One of a few answers, each with what it means below its name. */
export function Choice(props: {
  /** The same for all answers of one question. */
  name: string;
  checked: boolean;
  onChoose: () => void;
  title: string;
  text: string;
}) {
  return (
    <label className="flex cursor-pointer items-start gap-2.5 px-3 py-2">
      <input
        type="radio"
        name={props.name}
        className="mt-0.5 size-4 shrink-0 accent-(--primary)"
        checked={props.checked}
        onChange={props.onChoose}
      />
      <span>
        <span className="block font-medium">{props.title}</span>
        <span className="block text-xs text-muted-foreground">{props.text}</span>
      </span>
    </label>
  );
}
