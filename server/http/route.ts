// A route, declared once: express and the OpenAPI document are both made from it.
import type { Request, Response } from "express";
import type { z } from "zod";
import type { Caller } from "../auth/caller.ts";
import type { Statement } from "../store/database.ts";

/** `user`: signed in. `member`: of the workspace the request names. `owner`: a member with that role. */
export type Access = "public" | "user" | "member" | "owner";

export type Limited = boolean | "flood";

/** An answer that is JSON text already. */
export class JsonText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** An answer for a person who came here with their browser. */
export class Page {
  readonly status: number;
  readonly html: string;
  constructor(status: number, html: string) {
    this.status = status;
    this.html = html;
  }
}

/** An answer for a program that reads no JSON. */
export class Text {
  readonly status: number;
  readonly text: string;
  constructor(status: number, text: string) {
    this.status = status;
    this.text = text;
  }
}

/** Sends the browser on. */
export class Redirect {
  readonly url: string;
  constructor(url: string) {
    this.url = url;
  }
}

export interface SignedIn {
  readonly userId: string;
  readonly sessionId: string;
  /** As in `Authorization`, signature included. */
  readonly token: string;
}

interface CallerByAccess {
  public: undefined;
  user: SignedIn;
  member: Caller;
  owner: Caller;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

export interface Input<A extends Access, Params, Query, Body> {
  readonly caller: CallerByAccess[A];
  readonly params: Parsed<Params>;
  readonly query: Parsed<Query>;
  readonly body: Parsed<Body>;
  readonly request: Request;
  readonly response: Response;
}

/** A read that is answered by the same statement that finds the caller: one round trip. See store/guarded.ts. */
export interface GuardedRead {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  answer(row: never): JsonText;
}

type Answer<S> = S extends z.ZodType ? z.input<S> | JsonText : Page | Redirect | Text | undefined;

export interface RouteDeclaration<
  A extends Access,
  Params extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodType | undefined,
  Answered extends z.ZodType | undefined,
> {
  readonly method: "get" | "post" | "delete";
  /** With `:name` for parameters, as express has it. */
  readonly path: string;
  readonly access: A;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** What is answered with 200; without it the answer is 204. */
  readonly response?: Answered;
  /** What comes without JSON has no body, and is let in. */
  readonly mayLackBody?: boolean;
  /** Largest body, where one megabyte is not right. */
  readonly maxBody?: string;
  /**
   * Whom a flood of tries would help: limits by address of the network and, with a body, by e-mail address. Only tries
   * that failed count, unless a flood does harm by itself.
   */
  readonly limited?: Limited;
  /** Answers with a page, or sends the browser on. */
  readonly page?: boolean;
  /** Answers with something other than JSON, on its own. */
  readonly streams?: boolean;
  readonly read?: (input: Omit<Input<A, Params, Query, Body>, "caller" | "response">) => GuardedRead;
  readonly handle?: (input: Input<A, Params, Query, Body>) => Promise<Answer<Answered>>;
}

/** A declared route with its types forgotten, as the table of routes holds it. */
export interface Route {
  readonly method: "get" | "post" | "delete";
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly params: z.ZodObject | undefined;
  readonly query: z.ZodObject | undefined;
  readonly body: z.ZodType | undefined;
  readonly response: z.ZodType | undefined;
  readonly mayLackBody: boolean;
  readonly maxBody: string | undefined;
  readonly limited: Limited;
  readonly page: boolean;
  readonly streams: boolean;
  readonly read: ((input: object) => GuardedRead) | undefined;
  readonly handle: ((input: object) => Promise<unknown>) | undefined;
}

export function defineRoute<
  A extends Access,
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answered extends z.ZodType | undefined = undefined,
>(route: RouteDeclaration<A, Params, Query, Body, Answered>): Route {
  return {
    method: route.method,
    path: route.path,
    access: route.access,
    summary: route.summary,
    params: route.params,
    query: route.query,
    body: route.body,
    response: route.response,
    mayLackBody: route.mayLackBody ?? false,
    maxBody: route.maxBody,
    limited: route.limited ?? false,
    page: route.page ?? false,
    streams: route.streams ?? false,
    read: route.read as Route["read"],
    handle: route.handle as Route["handle"],
  };
}
