// Somebody Kith does not know: what the mail says about them, and the one click that saves them.
import type { Seen } from "../../messages.ts";
import type { PersonSummary, ThreadPerson } from "../../views.ts";
import { formatPhone } from "../phone.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { Chip } from "../ui/chip.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { t } from "../words.ts";
import { addAddress, type LeadWanted, saveLead } from "./lead.ts";
import { RemindMe } from "./remind-me.tsx";
import { Dotted, Who } from "./who.tsx";
import "./stranger.css";

interface StrangerProps {
  person: ThreadPerson;
  seen: Seen;
  link: string | null;
}

export function Stranger({ person, seen, link }: StrangerProps) {
  const { participant, suggestion, likely } = person;
  if (!suggestion || !participant.address) return null;
  const wanted = { participant, address: participant.address, seen };
  const { name, company, title, phones, address } = suggestion;
  return (
    <div class="stranger">
      <div class="person-head">
        <Avatar name={name} seed={participant.address ?? name} size={40} />
        <div class="person-who">
          <div class="person-line">
            <h2 class="person-name">
              <bdi>{name}</bdi>
            </h2>
            <Chip>{t("lead.new")}</Chip>
          </div>
          <p class="soft">
            <Dotted parts={[title, company?.name]} />
          </p>
        </div>
      </div>
      <ul class="stranger-facts">
        {participant.address && <Fact icon="mail" words={participant.address} isLeftToRight />}
        {phones[0] && <Fact icon="phone" words={formatPhone(phones[0])} isLeftToRight />}
        {address && <Fact icon="pin" words={address.split("\n").join(", ")} />}
      </ul>
      <Likely likely={likely} wanted={wanted} />
      <div class="acts">
        <Button
          look={likely.length > 0 ? "secondary" : "primary"}
          icon="bookmark"
          onPress={() => void saveLead(wanted)}
        >
          {t("lead.save")}
        </Button>
        <RemindMe
          look="quiet"
          seen={seen}
          about={{ name, contactId: null, companyId: null, link, threadKey: seen.threadKey }}
        />
      </div>
    </div>
  );
}

function Fact({ icon, words, isLeftToRight = false }: { icon: IconName; words: string; isLeftToRight?: boolean }) {
  return (
    <li class="stranger-fact">
      <Icon name={icon} size={14} />
      <bdi dir={isLeftToRight ? "ltr" : "auto"}>{words}</bdi>
    </li>
  );
}

/** People we know who are likely the same: offered before anybody is saved twice. */
export function Likely({ likely, wanted }: { likely: readonly PersonSummary[]; wanted: LeadWanted }) {
  if (likely.length === 0) return null;
  return (
    <section class="likely" aria-label={t("lead.maybeSame")}>
      <h3 class="small soft">{t("lead.maybeSame")}</h3>
      <ul>
        {likely.map((known, index) => (
          <li key={known.contact.id} class="likely-one">
            <Who
              name={known.contact.name}
              seed={known.contact.emails[0] ?? null}
              detail={[known.contact.emails[0], known.company?.name].filter(Boolean).join(" · ")}
            />
            <Button
              look={index === 0 ? "primary" : "secondary"}
              icon="merge"
              onPress={() => void addAddress(known, wanted)}
            >
              {t("lead.addAddressTo", [known.contact.name])}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
