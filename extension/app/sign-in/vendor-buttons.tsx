// "Sign in with Google": a button for each vendor the typed server offers.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { AppError } from "#shared/errors.ts";
import { ask } from "../ask.ts";
import { setSession } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { problemWords, t } from "../words.ts";
import { findOrigin } from "./server-origin.ts";

/** Nobody is asked while somebody still types. */
const PAUSE_MS = 500;

const names: Readonly<Record<string, string>> = { google: "Google", microsoft: "Microsoft" };
const nameOf = (vendor: string) => names[vendor] ?? vendor;

interface VendorButtonsProps {
  /** As it was typed. */
  server: string;
  isBusy: boolean;
  askPermission: (origin: string) => Promise<unknown>;
  onBusy: (isBusy: boolean) => void;
  onProblem: (words: string) => void;
}

export function VendorButtons({ server, isBusy, askPermission, onBusy, onProblem }: VendorButtonsProps) {
  const vendors = useSignal<readonly string[]>([]);
  const waitingFor = useSignal<string | null>(null);
  const origin = findOrigin(server);

  useEffect(() => {
    let isLate = false;
    vendors.value = [];
    if (!origin) return;
    const timer = setTimeout(() => {
      const found = ask("session.vendors", { server: origin }).catch((): string[] => []);
      void found.then((names) => {
        if (!isLate) vendors.value = names;
      });
    }, PAUSE_MS);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [origin]);

  const signIn = async (vendor: string, permission: Promise<unknown>) => {
    onBusy(true);
    waitingFor.value = vendor;
    await permission;
    try {
      setSession(await ask("session.signInWith", { server: server.trim(), vendor }));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      onProblem(wordsOf(error, nameOf(vendor)));
    } finally {
      waitingFor.value = null;
      onBusy(false);
    }
  };

  if (!origin || vendors.value.length === 0) return null;
  return (
    <div class="sign-in-vendors">
      <p class="soft small sign-in-or">{t("vendorSignIn.or")}</p>
      {vendors.value.map((vendor) => (
        <Button
          key={vendor}
          wide
          aria-disabled={isBusy}
          onPress={() => {
            if (!isBusy) void signIn(vendor, askPermission(origin));
          }}
        >
          {t(waitingFor.value === vendor ? "vendorSignIn.busy" : "vendorSignIn.with", [nameOf(vendor)])}
        </Button>
      ))}
    </div>
  );
}

function wordsOf(error: AppError, name: string): string {
  const path = error.fields[0]?.path;
  if (path === "vendor.closed") return t("vendorSignIn.closed", [name]);
  if (path === "vendor.away") return t("vendorSignIn.away", [name]);
  return error.code === "forbidden" ? t("vendorSignIn.nobody") : problemWords(error);
}
