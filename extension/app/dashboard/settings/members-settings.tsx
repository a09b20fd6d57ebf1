// Who belongs to the workspace. An owner renames, promotes and disables; owners and managers invite.
import { isAtLeast, type Role } from "#shared/access.ts";
import type { Member } from "#shared/crm/member.ts";
import { mutate, mutations } from "../../ask.ts";
import { act, findMe } from "../../crm/act.ts";
import { useAnswer } from "../../live.ts";
import { Field } from "../../records/field.tsx";
import { getField } from "../../records/fields.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { choiceLabel, fieldLabel, t } from "../../words.ts";
import { Invitations } from "./invitations.tsx";

export function MembersSettings() {
  const me = findMe();
  const { value } = useAnswer("members.list", {}, ["member"]);
  if (!me) return null;
  const isOwner = isAtLeast(me.role, "owner");
  return (
    <>
      <section class="setting" aria-labelledby="members">
        <h2 id="members">{t("dashboard.settings.members")}</h2>
        <p class="soft">{isOwner ? t("dashboard.members.more") : t("dashboard.members.askOwner")}</p>
        {!value && <SkeletonRows rows={3} />}
        <ul class="setting-list">
          {value?.map((member) => (
            <MemberRow key={member.id} member={member} isMe={member.id === me.memberId} isOwner={isOwner} />
          ))}
        </ul>
      </section>
      {isAtLeast(me.role, "manager") && <Invitations myRole={me.role} workspaceName={me.workspaceName} />}
    </>
  );
}

interface MemberRowProps {
  member: Member;
  isMe: boolean;
  isOwner: boolean;
}

function MemberRow({ member, isMe, isOwner }: MemberRowProps) {
  const { id, name, role, disabled } = member;
  const roles = (getField("member", "role").options ?? []) as readonly Role[];
  const address = member.emails[0] ?? "";
  const roleLabel = `${fieldLabel("member", "role")}: ${name}`;
  return (
    <li class={disabled ? "setting-row member member-disabled" : "setting-row member"}>
      <Avatar name={name} seed={address || name} size={32} />
      <span class="setting-row-words">
        <Field
          entity="member"
          name="name"
          record={member}
          bare
          readOnly={!isMe && !isOwner}
          onChange={async (changes) => {
            // Nothing to undo by: a member is renamed back by hand.
            await mutate(mutations.member.rename, { id, name: String(changes.name?.to) });
          }}
        />
        <span class="soft small member-address">
          <bdi>{address}</bdi>
          {isMe && ` · ${t("dashboard.members.you")}`}
        </span>
      </span>
      {disabled && <Chip>{t("dashboard.members.disabled")}</Chip>}
      {isOwner ? (
        <select
          class="input member-role"
          aria-label={roleLabel}
          value={role}
          onChange={(event) => {
            const select = event.currentTarget;
            const to = select.value as Role;
            void act(mutations.member.setRole, { id, role: to }).then((isKept) => {
              if (!isKept) select.value = role;
            });
          }}
        >
          {roles.map((option) => (
            <option key={option} value={option}>
              {choiceLabel("member", "role", option)}
            </option>
          ))}
        </select>
      ) : (
        <span class="soft">{choiceLabel("member", "role", role)}</span>
      )}
      {isOwner && !isMe && (
        <Button
          look="quiet"
          aria-label={`${disabled ? t("dashboard.members.enable") : t("dashboard.members.disable")}: ${name}`}
          onPress={() => void act(mutations.member.setDisabled, { id, disabled: !disabled })}
        >
          {disabled ? t("dashboard.members.enable") : t("dashboard.members.disable")}
        </Button>
      )}
    </li>
  );
}
