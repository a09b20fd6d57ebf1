import type { SessionView } from "../../views.ts";
import { SignIn } from "../sign-in/sign-in.tsx";

export function SignedOut({ session }: { session: Extract<SessionView, { kind: "signedOut" }> }) {
  return (
    <main class="dash-signed-out">
      <div class="dash-sign-in">
        <SignIn session={session} />
      </div>
    </main>
  );
}
