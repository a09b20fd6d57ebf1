// As much of the browser's extension interface as the bare extension uses.

interface Chrome {
  runtime: {
    sendMessage(message: string): Promise<unknown>;
    getURL(path: string): string;
    onMessage: {
      addListener(listener: (message: string, sender: unknown, respond: (answer: unknown) => void) => boolean): void;
    };
  };
}

export const chrome = (globalThis as unknown as { chrome: Chrome }).chrome;
