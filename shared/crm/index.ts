// The registry: every entity and every mutation Kith knows.
import type { BaseRecord, Entity } from "../entity.ts";
import type { Mutation } from "../mutation.ts";
import { undoMutation } from "../undo.ts";
import { accessRequestEntity, accessRequestMutations } from "./access-request.ts";
import { activityEntity, activityMutations } from "./activity.ts";
import { companyEntity, companyMutations } from "./company.ts";
import { conflictEntity } from "./conflict.ts";
import { contactEntity, contactMutations } from "./contact.ts";
import { meetingEntity } from "./meeting.ts";
import { memberEntity, memberMutations } from "./member.ts";
import { noteEntity, noteMutations } from "./note.ts";
import { openingEntity, openingMutations } from "./opening.ts";
import { outcomeMutations } from "./outcome.ts";
import { redirectEntity } from "./redirect.ts";
import { removeMutations } from "./remove.ts";
import { resolveMutations } from "./resolve.ts";
import { blockEntity, blockMutations, shareRuleEntity, shareRuleMutations } from "./sharing.ts";
import { taskEntity, taskMutations } from "./task.ts";

export const entities = {
  member: memberEntity,
  company: companyEntity,
  contact: contactEntity,
  activity: activityEntity,
  task: taskEntity,
  note: noteEntity,
  conflict: conflictEntity,
  redirect: redirectEntity,
  meeting: meetingEntity,
  shareRule: shareRuleEntity,
  block: blockEntity,
  accessRequest: accessRequestEntity,
  opening: openingEntity,
} as const;

export type EntityName = keyof typeof entities;
export const entityNames = Object.keys(entities) as EntityName[];

export function findEntity(name: string): Entity | undefined {
  return Object.hasOwn(entities, name) ? (entities[name as EntityName] as unknown as Entity<BaseRecord>) : undefined;
}

export const mutations = {
  contact: { ...contactMutations, remove: removeMutations.contact },
  company: { ...companyMutations, remove: removeMutations.company },
  activity: { ...activityMutations, ...openingMutations },
  task: { ...taskMutations, recordOutcome: outcomeMutations.task },
  meeting: { recordOutcome: outcomeMutations.meeting },
  note: noteMutations,
  member: memberMutations,
  shareRule: shareRuleMutations,
  block: blockMutations,
  accessRequest: accessRequestMutations,
  conflict: resolveMutations(findEntity),
  history: { undo: undoMutation(entities as unknown as Record<string, Entity>) },
} as const;

const mutationsByName = new Map<string, Mutation>(
  Object.values(mutations)
    .flatMap((group): Mutation[] => Object.values(group))
    .map((mutation) => [mutation.name, mutation]),
);

export const mutationNames = [...mutationsByName.keys()];

export const findMutation = (name: string): Mutation | undefined => mutationsByName.get(name);
