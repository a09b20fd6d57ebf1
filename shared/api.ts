// What the server's own routes (beside sync) take and give; the OpenAPI document is made from these.
import { z } from "zod";
import { roles } from "./access.ts";
import { emailAddress, instantValue } from "./fields.ts";

export const errorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    fields: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
    requestId: z.string(),
  }),
});

const personName = z.string().trim().min(1).max(200);
const password = z.string().min(10).max(200);

/** One workspace the signed-in user is a member of. */
export const membership = z.object({
  workspaceId: z.uuid(),
  workspaceName: z.string(),
  memberId: z.uuid(),
  role: z.enum(roles),
});
export type Membership = z.infer<typeof membership>;

export const signInRequest = z.strictObject({ email: emailAddress, password: z.string().min(1).max(200) });
export const sessionInfo = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  memberships: z.array(membership),
});
export type SessionInfo = z.infer<typeof sessionInfo>;
/** `token` goes into `Authorization: Bearer` from now on. */
export const signInResponse = sessionInfo.extend({ token: z.string() });

export const openSession = z.object({
  id: z.string(),
  createdAt: instantValue,
  expiresAt: instantValue,
  userAgent: z.string().nullable(),
  current: z.boolean(),
});
export type OpenSession = z.infer<typeof openSession>;

export const setUpRequest = z.strictObject({
  token: z.string().min(1).max(200),
  workspaceName: personName,
  name: personName,
  email: emailAddress,
  password,
});

export const inviteRequest = z.strictObject({ email: emailAddress, role: z.enum(roles) });
export const invitation = z.object({
  id: z.uuid(),
  email: z.string(),
  role: z.enum(roles),
  createdAt: instantValue,
  expiresAt: instantValue,
});
export type Invitation = z.infer<typeof invitation>;
/** The link is shown once; the server keeps only a hash of what is in it. */
export const invitationCreated = invitation.extend({ link: z.url() });
export const acceptInvitationRequest = z.strictObject({
  token: z.string().min(1).max(200),
  name: personName,
  password,
});

/** The header that names the workspace a request is about. */
export const WORKSPACE_HEADER = "x-kith-workspace";
