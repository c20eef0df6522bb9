import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Peer, startPeer } from "../peers.js";
import { tlsFiles } from "../tls-files.js";

/** Nginx with TLS; `locations` is what its server serves, in its own language. */
export function startNginx(locations: string): Promise<Peer> {
  return startPeer({
    binary: "nginx",
    prepare: ({ dir, port }) => {
      writeFileSync(join(dir, "nginx.conf"), config({ dir, port, locations }));
      return ["-p", dir, "-c", join(dir, "nginx.conf"), "-e", "stderr"];
    },
  });
}

function config({ dir, port, locations }: { dir: string; port: number; locations: string }) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${join(dir, name)};`,
  );
  return `
    daemon off;
    master_process off;
    pid ${join(dir, "nginx.pid")};
    events {}
    http {
      access_log off;
      ${temporary.join("\n")}
      server {
        listen 127.0.0.1:${port} ssl;
        ssl_certificate ${tlsFiles.certificatePath};
        ssl_certificate_key ${tlsFiles.keyPath};
        ${locations}
      }
    }
  `;
}
