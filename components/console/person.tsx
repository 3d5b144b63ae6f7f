"use client";

import { createContext, type ReactNode, use } from "react";
import type { Person } from "./account-menu.tsx";

const PersonContext = createContext<Person | null>(null);

/** Tells the screens below who is signed in. It only words buttons: each procedure asks for the session itself. */
export function PersonProvider(props: { person: Person; children: ReactNode }) {
  return <PersonContext value={props.person}>{props.children}</PersonContext>;
}

export function usePerson(): Person {
  const person = use(PersonContext);
  if (person === null) throw new Error("Bug: usePerson outside of PersonProvider");
  return person;
}
