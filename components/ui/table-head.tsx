import type { ReactNode } from "react";

/** The head of a table whose columns are told in one line. */
export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead>
      <tr>{children}</tr>
    </thead>
  );
}

/** What one column is called. `look` is that of its cells: "r" for numbers, from which width on it is there. */
export function Column({ look, children }: { look?: string; children: ReactNode }) {
  return (
    <th scope="col" className={look}>
      {children}
    </th>
  );
}

/** Over the menus of the rows: nothing to see, and read aloud. */
export function ActionsColumn() {
  return (
    <Column>
      <span className="sr-only">Actions</span>
    </Column>
  );
}
