// `node .tools/postgres.mjs COMMAND…`: runs the command with KITH_TEST_DATABASE_URL naming a real PostgreSQL.
// One that is named, else one that listens on this machine, else one started here for as long as the command runs.
import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Stop, say } from "./say.mjs";

const OLDEST = 15;

/** Asks the server behind the port who it is, without a package: the first messages of PostgreSQL's protocol. */
function hello(port, user) {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: 2_000 });
    let answer = Buffer.alloc(0);
    const end = (value) => {
      socket.destroy();
      resolve(value);
    };
    socket.on("error", () => end(undefined));
    socket.on("timeout", () => end(undefined));
    socket.on("close", () => end(undefined));
    socket.on("connect", () => {
      const body = Buffer.from(`\0\x03\0\0user\0${user}\0database\0postgres\0\0`, "latin1");
      const head = Buffer.alloc(4);
      head.writeInt32BE(body.length + 4);
      socket.write(Buffer.concat([head, body]));
    });
    socket.on("data", (data) => {
      answer = Buffer.concat([answer, data]);
      const settings = {};
      for (let at = 0; at + 5 <= answer.length; ) {
        const kind = String.fromCharCode(answer[at]);
        const length = answer.readInt32BE(at + 1);
        if (at + 1 + length > answer.length) return;
        const body = answer.subarray(at + 5, at + 1 + length);
        // An error, or a password is wanted.
        if (kind === "E" || (kind === "R" && body.readInt32BE(0) !== 0)) return end(undefined);
        if (kind === "S") {
          const [name, value] = body.toString("latin1").split("\0");
          settings[name] = value;
        }
        if (kind === "Z") return end(settings);
        at += 1 + length;
      }
    });
  });
}

async function findRunning() {
  for (const user of ["postgres", process.env.USER].filter(Boolean)) {
    const settings = await hello(Number(process.env.PGPORT ?? 5432), user);
    if (settings?.is_superuser !== "on") continue;
    if (Number.parseInt(settings.server_version, 10) < OLDEST) continue;
    return `postgres://${user}@127.0.0.1:${process.env.PGPORT ?? 5432}/postgres`;
  }
  return undefined;
}

/** The folder of initdb and postgres, newest first. */
function findBinaries() {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).filter((name) => Number(name) >= OLDEST) : [];
  const folders = [
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => `${debian}/${version}/bin`),
    ...[18, 17, 16, 15].flatMap((version) => [
      `/opt/homebrew/opt/postgresql@${version}/bin`,
      `/usr/local/opt/postgresql@${version}/bin`,
      `/usr/pgsql-${version}/bin`,
    ]),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** PostgreSQL refuses to run as root: there it runs as the user its package made, else as nobody. */
function unprivileged() {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  const line = users.find((user) => user.startsWith("postgres:")) ?? users.find((user) => user.startsWith("nobody:"));
  const [, , uid, gid] = (line ?? "").split(":");
  return { uid: Number(uid), gid: Number(gid) };
}

async function start(binaries) {
  const folder = mkdtempSync(join(tmpdir(), "kith-postgres-"));
  const user = unprivileged();
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const options = { cwd: folder, encoding: "utf8", ...user };
  const made = spawnSync(
    join(binaries, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
    options,
  );
  if (made.status !== 0) throw new Stop(`initdb failed:\n${made.stderr}`);
  const port = await freePort();
  const settings = ["-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=${folder}`, "-c", "fsync=off"];
  const server = spawn(join(binaries, "postgres"), ["-D", data, "-p", String(port), ...settings], {
    cwd: folder,
    stdio: "ignore",
    ...user,
  });
  const stop = () =>
    new Promise((resolve) => {
      server.once("exit", () => {
        rmSync(folder, { recursive: true, force: true });
        resolve();
      });
      server.kill("SIGINT");
    });
  for (let tries = 0; tries < 100; tries++) {
    if (await hello(port, "postgres")) return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Stop("PostgreSQL was started and did not answer within 10 s.");
}

async function ensurePostgres() {
  const named = process.env.KITH_TEST_DATABASE_URL;
  if (named) return { url: named, stop: async () => {} };
  const running = process.env.KITH_TEST_POSTGRES === "start" ? undefined : await findRunning();
  if (running) {
    say(`testing on the PostgreSQL that listens on this machine`);
    return { url: running, stop: async () => {} };
  }
  if (!findBinaries() && process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    say("no PostgreSQL found; installing Debian's package with apt-get");
    const options = {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    };
    spawnSync("apt-get", ["update", "-qq"], options);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "postgresql"], options);
  }
  const binaries = findBinaries();
  if (!binaries) {
    throw new Stop(`No PostgreSQL (${OLDEST} or newer) was found; name one in KITH_TEST_DATABASE_URL or install it.`);
  }
  say(`starting a PostgreSQL from ${binaries} for this run`);
  return await start(binaries);
}

let postgres;
try {
  postgres = await ensurePostgres();
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exit(1);
}
const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, KITH_TEST_DATABASE_URL: postgres.url } });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", async (code) => {
  await postgres.stop();
  process.exit(code ?? 1);
});
