"use client";

import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTRPCClient } from "@/components/trpc/client";
import { useOnline } from "./use-online.ts";

export type LiveState = "connecting" | "updating" | "paused" | "reconnecting" | "offline";
/** Which orders changed, and which sagas have another claim or none by now. */
export type LiveNews = { orderUuids: readonly string[]; claimed: readonly string[] };
/** Null when changes may have been missed and everything is to be read again. */
export type LiveListener = (news: LiveNews | null) => void;

type Live = {
  state: LiveState;
  /** Since when it is in this state. */
  since: string;
  /** Changes that came while paused. */
  waiting: number;
  pause: () => void;
  goOn: () => void;
  /** A listener that comes while the stream is open is told at once that it may have missed something. */
  subscribe: (listener: LiveListener) => () => void;
};

const LiveContext = createContext<Live | null>(null);

export function useLive(): Live {
  const live = use(LiveContext);
  if (live === null) throw new Error("Bug: useLive outside of LiveProvider");
  return live;
}

/** Keeps one stream of changes open for the page and hands them to whoever shows these orders. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const listeners = useRef(new Set<LiveListener>());
  const online = useOnline();
  const [paused, setPaused] = useState(false);
  const [waiting, setWaiting] = useState(0);
  const pausedRef = useRef(false);

  const heard = useRef(false);
  const connection = useChangeStream((news) => {
    heard.current = true;
    if (pausedRef.current) setWaiting((count) => count + countOf(news));
    else for (const listener of listeners.current) listener(news);
  });
  const state: LiveState = !online ? "offline" : paused ? "paused" : connection;
  const since = useSince(state);
  const subscribe = useCallback((listener: LiveListener) => {
    listeners.current.add(listener);
    // What it shows was read by the server, before it could listen.
    if (heard.current) listener(null);
    return () => listeners.current.delete(listener);
  }, []);

  const live = useMemo<Live>(
    () => ({
      state,
      since,
      waiting,
      pause: () => {
        pausedRef.current = true;
        setPaused(true);
      },
      goOn: () => {
        pausedRef.current = false;
        setPaused(false);
        setWaiting(0);
        for (const listener of listeners.current) listener(null);
      },
      subscribe,
    }),
    [state, since, waiting, subscribe],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

/**
 * A hidden tab gives its connection back: browsers allow six to one host, and
 * six open orders would leave none for the seventh. It catches up when seen again.
 */
function useChangeStream(onChange: LiveListener): "connecting" | "updating" | "reconnecting" {
  const client = useTRPCClient();
  const [connection, setConnection] = useState<"connecting" | "updating" | "reconnecting">(
    "connecting",
  );
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    let subscription: { unsubscribe: () => void } | null = null;
    let openedBefore = false;
    const open = () => {
      subscription = client.live.changes.subscribe(
        {},
        {
          onConnectionStateChange: ({ state }) => {
            if (state === "pending") {
              setConnection("updating");
              // Whatever changed between two streams is not repeated by the second one.
              if (openedBefore) latest.current(null);
              openedBefore = true;
            } else if (openedBefore) setConnection("reconnecting");
          },
          onData: ({ data }) => latest.current(countOf(data) === 0 ? null : data),
          onError: () => setConnection("reconnecting"),
        },
      );
    };
    const close = () => {
      subscription?.unsubscribe();
      subscription = null;
    };
    const onVisibility = () => {
      if (document.visibilityState === "hidden") close();
      else if (subscription === null) open();
    };
    open();
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      close();
    };
  }, [client]);
  return connection;
}

const countOf = (news: LiveNews | null) =>
  news === null ? 1 : news.orderUuids.length + news.claimed.length;

function useSince(state: LiveState): string {
  const [entered, setEntered] = useState({ state, at: "" });
  useEffect(() => {
    setEntered({ state, at: new Date().toISOString() });
  }, [state]);
  return entered.at;
}
