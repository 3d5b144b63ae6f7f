"use client";

import { createContext, use } from "react";

/** The order whose notes are drawn. */
export type NotedOrder = { sagaUuid: string; orderNumber: string };

const NotesContext = createContext<NotedOrder | null>(null);
export const NotesOf = NotesContext.Provider;

export function useNotedOrder(): NotedOrder {
  const order = use(NotesContext);
  if (order === null) throw new Error("Bug: a note outside of NotesOf");
  return order;
}
