// Connecting a mailbox: which rung of the ladder, and at whose page.
import { useState } from "preact/hooks";
import type { MailboxFeature, VendorInfo } from "#shared/mailbox.ts";
import { live, useAnswer } from "../../live.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { VendorMark, vendorName } from "../../ui/vendor-mark.tsx";
import { problemWords, t } from "../../words.ts";
import { featuresOf, type Rung } from "./ladder.ts";
import { LadderChoice } from "./ladder-choice.tsx";
import { connecting, connectMailbox } from "./mailbox-state.ts";

const everyExtra: ReadonlySet<MailboxFeature> = new Set(["calendar", "send"]);

/** Asks for the rung, then for the vendor. */
export function Connect({ onSent }: { onSent?: () => void }) {
  const [rung, setRung] = useState<Rung>("whole");
  const [extras, setExtras] = useState(everyExtra);
  const features = featuresOf(rung, extras);
  const connect = async (vendor: string) => {
    if (await connectMailbox({ vendor, features, rung, mailboxId: null })) onSent?.();
  };
  return (
    <div class="connect">
      <LadderChoice rung={rung} extras={extras} onRung={setRung} onExtras={setExtras} />
      {features.length === 0 ? (
        <p class="connect-words">{t("mailboxes.connect.nothing")}</p>
      ) : (
        <Vendors onChoose={(vendor) => void connect(vendor)} />
      )}
    </div>
  );
}

function VendorButton({ vendor, onPress }: { vendor: string; onPress(): void }) {
  return (
    <Button class="connect-vendor" onPress={onPress}>
      <VendorMark vendor={vendor} />
      {t("mailboxes.connect.button", [vendorName(vendor)])}
    </Button>
  );
}

function Vendors({ onChoose }: { onChoose(vendor: string): void }) {
  const { value, error } = useAnswer("vendors.list", {}, ["vendor"]);
  if (error && !value) {
    return (
      <Notice icon="offline" title={t("dashboard.needsNetwork")}>
        {problemWords(error)}
      </Notice>
    );
  }
  if (!value) return <Skeleton width={180} height={32} />;
  if (value.length === 0) return <NoVendor />;
  return (
    <>
      <div class="acts">
        {value.map(({ name }: VendorInfo) => (
          <VendorButton key={name} vendor={name} onPress={() => onChoose(name)} />
        ))}
      </div>
      <p class="soft small">{t("mailboxes.connect.where")}</p>
    </>
  );
}

/** The server knows no vendor: only whoever runs it can help, and the guide is theirs. */
function NoVendor() {
  return (
    <Notice icon="info" title={t("mailboxes.connect.noVendor")} acts={<GuideLink />}>
      {t("mailboxes.connect.noVendorMore")}
    </Notice>
  );
}

/** The guide is a page of the very server it is about. */
export function GuideLink() {
  const session = live.session.value;
  if (session?.kind !== "signedIn") return null;
  return (
    <a class="guide" href={new URL("/guide/mailboxes", session.server).href} target="_blank" rel="noopener noreferrer">
      {t("mailboxes.connect.guide")}
    </a>
  );
}

/** While the person is at the vendor's page in another tab. */
export function Connecting() {
  const now = connecting.value;
  if (!now) return null;
  const again = () =>
    void connectMailbox({ vendor: now.vendor, features: now.features, rung: now.rung, mailboxId: now.mailboxId });
  return (
    <Notice
      icon="link"
      title={t("mailboxes.connect.going", [vendorName(now.vendor)])}
      acts={
        <>
          <Button onPress={again}>{t("mailboxes.connect.again")}</Button>
          <Button
            look="quiet"
            onPress={() => {
              connecting.value = null;
            }}
          >
            {t("dashboard.cancel")}
          </Button>
        </>
      }
    >
      {t("mailboxes.connect.goingMore")}
    </Notice>
  );
}

export function ConnectDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog title={t("mailboxes.connect.another")} closeLabel={t("common.close")} onClose={onClose}>
      <Connect onSent={onClose} />
    </Dialog>
  );
}
