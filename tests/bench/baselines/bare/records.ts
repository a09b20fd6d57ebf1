// The least that holds a record in IndexedDB: one store, one key, no library.

const promised = <T>(request: IDBRequest<T>): Promise<T> => {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
  return promise;
};

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("bare", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("records", { keyPath: "id" });
  return promised(request);
}

export async function getRecord(id: string): Promise<unknown> {
  opened ??= open();
  const database = await opened;
  return promised(database.transaction("records").objectStore("records").get(id));
}

/** `count` records of about the size of a person, keyed `0`, `1`, … */
export async function fill(count: number): Promise<void> {
  const database = await open();
  for (let start = 0; start < count; start += 5_000) {
    const transaction = database.transaction("records", "readwrite", { durability: "relaxed" });
    const store = transaction.objectStore("records");
    for (let index = start; index < Math.min(count, start + 5_000); index += 1) {
      store.put({ id: String(index), record: { name: `Person ${index}`, text: "x".repeat(400) } });
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    await promise;
  }
  database.close();
}
