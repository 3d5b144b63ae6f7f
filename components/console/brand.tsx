/** The stitch that goes back before it goes on. */
export function BrandMark() {
  return (
    <svg
      viewBox="0 0 20 20"
      className="size-5 shrink-0"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M1.5 13h4.2M14.3 13h4.2" />
      <path d="M8.2 13h3.6c3 0 3-6.4-1.8-6.4S5.2 13 8.2 13" />
    </svg>
  );
}
