// PouchDB as a user would set it up: pouch.js serve PORT FOLDER | load FILE FOLDER | push URL FOLDER | pull URL FOLDER
const fs = require("fs");
const path = require("path");
const PouchDB = require("pouchdb");

const BATCH = 1000;
const [what, first, folder] = process.argv.slice(2);

async function load(file) {
  const db = new PouchDB(path.join(folder, "a"));
  const docs = fs.readFileSync(file, "utf8").trim().split("\n").map(JSON.parse);
  for (let at = 0; at < docs.length; at += BATCH) await db.bulkDocs(docs.slice(at, at + BATCH));
}

async function timed(work) {
  const begun = performance.now();
  const done = await work();
  const seconds = (performance.now() - begun) / 1000;
  console.log(JSON.stringify({ seconds, visits: done.docs_written }));
}

if (what === "serve") {
  const Served = PouchDB.defaults({ prefix: folder + path.sep });
  const app = require("express")();
  app.use("/", require("express-pouchdb")(Served, { mode: "minimumForPouchDB", inMemoryConfig: true }));
  app.listen(Number(first), "127.0.0.1", () => console.log("ready"));
} else if (what === "load") {
  load(first);
} else if (what === "push") {
  const db = new PouchDB(path.join(folder, "a"));
  timed(() => db.replicate.to(first + "/visits", { batch_size: BATCH }));
} else {
  const db = new PouchDB(path.join(folder, "b"));
  timed(() => db.replicate.from(first + "/visits", { batch_size: BATCH }));
}
