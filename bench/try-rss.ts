const before = process.memoryUsage.rss();
await import("#jobs/open-worker");
await import("#server/partners/create-partners");
console.log((before / 1e6).toFixed(0), (process.memoryUsage.rss() / 1e6).toFixed(0), JSON.stringify(process.memoryUsage()));
