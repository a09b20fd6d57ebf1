// The cable between a browser and the server, which a test can cut: open connections die and new ones are refused.
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Wire {
  /** The server's address as this browser knows it; stays when the server comes back on another port. */
  readonly url: string;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function openWire(serverPort: () => number): Promise<Wire> {
  let isCut = false;
  const sockets = new Set<Socket>();
  const drop = (socket: Socket) => {
    sockets.delete(socket);
    socket.destroy();
  };
  const server = createServer((near) => {
    // A reset, as a refused connection looks to the browser.
    if (isCut) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(serverPort(), "127.0.0.1");
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => drop(other));
      socket.on("close", () => drop(other));
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const dropAll = () => {
    for (const socket of sockets) drop(socket);
  };
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => {
      isCut = true;
      dropAll();
    },
    mend: () => {
      isCut = false;
    },
    close: async () => {
      dropAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
