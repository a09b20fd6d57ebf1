import { expect, test } from "vitest";
import { parseBatch } from "./batch.ts";

const part = (id: string, status: string, body: string, more = "") =>
  `--batch_x\r\nContent-Type: application/http\r\nContent-ID: <response-${id}>\r\n\r\nHTTP/1.1 ${status}\r\n` +
  `Content-Type: application/json; charset=UTF-8\r\n${more}\r\n${body}\r\n\r\n`;

const read = (body: string, contentType = "multipart/mixed; boundary=batch_x") =>
  parseBatch({ status: 200, headers: new Headers({ "content-type": contentType }), body });

test("answers are told apart by their ids, in any order", () => {
  const answers = read(`${part("m1", "404 Not Found", "{}")}${part("m0", "200 OK", '{\r\n "a": 1\r\n}')}--batch_x--`);
  expect([...answers.keys()].sort()).toEqual(["m0", "m1"]);
  expect(answers.get("m0")).toMatchObject({ status: 200, body: { a: 1 } });
  expect(answers.get("m1")?.status).toBe(404);
});

test("an inner answer keeps its headers", () => {
  const answers = read(`${part("m0", "429 Too Many Requests", "{}", "Retry-After: 9\r\n")}--batch_x--`);
  expect(answers.get("m0")?.headers.get("retry-after")).toBe("9");
});

test("a body that speaks of boundaries is a body", () => {
  const body = JSON.stringify({ a: "\r\n--batch_x\r\n\r\nHTTP/1.1 200 OK" }, null, 1);
  expect(read(`${part("m0", "200 OK", body)}--batch_x--`).get("m0")?.body).toEqual(JSON.parse(body));
});

test("blank lines in an answer, bare line feeds and quoted boundaries do no harm", () => {
  const body = part("m0", "200 OK", '{\n\n"a": 1\n}').replaceAll("\r\n", "\n");
  expect(read(`${body}--batch_x--`, 'multipart/mixed; boundary="batch_x"').get("m0")?.body).toEqual({ a: 1 });
});

test("half an answer, or none that can be read, leaves calls unanswered", () => {
  const whole = `${part("m0", "200 OK", '{"a":1}')}${part("m1", "200 OK", '{"b":2}')}--batch_x--`;
  const half = read(whole.slice(0, whole.indexOf('"b"')));
  expect(half.get("m0")?.body).toEqual({ a: 1 });
  expect(typeof half.get("m1")?.body).toBe("string");
  expect(read("<html>", "text/html").size).toBe(0);
  expect(read("garbage").size).toBe(0);
  expect(read("--batch_x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}").size).toBe(0);
});
