import type { Metadata } from "next";
import { AccountScreen } from "@/components/settings/account-screen";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Your account" };

export default function AccountPage() {
  return (
    <Prefetched read={(trpc, client) => [client.query(trpc.account.get.queryOptions())]}>
      <AccountScreen />
    </Prefetched>
  );
}
