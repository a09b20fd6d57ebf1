/** The one tenant everybody here belongs to. */
export const tenantId = "84bd8158-6d4d-4958-8b9f-9d6445542f95";
