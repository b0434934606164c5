// SPDX-License-Identifier: MIT
// Protocol: what a batch and its workers say to each other, one JSON object a line.
#ifndef CT_BATCH_PROTOCOL_H
#define CT_BATCH_PROTOCOL_H

// To the worker, a map to make:
//   {"map": 3, "document": "/maps/yongbyon.yaml", "folder": "/out/.cartouche-work-12/3", "name": "yongbyon",
//    "formats": ["png", "pdf"], "manifest": false, "options": [["size", "1600x1200"]], "params": {"code": "KP"},
//    "content": "ab12..." or null, "memory_mb": 1024}
// The folder is there and empty; everything the map consists of goes into it: NAME.FORMAT, world files, NAME.json for a
// manifest. Paths are absolute. `content` is the digest of what the map shows as it was made last (ct_job_expect_content).
//
// From the worker, any number of findings:
//   {"map": 3, "finding": {"code": "CT-D101", "severity": "warning", "file": "sites.csv", "line": 7, "column": 0,
//    "field": "lat", "value": "191.5", "message": "...", "suggestion": "...", "layer": null}}
// and then one result:
//   {"map": 3, "ok": true, "unchanged": false, "message": null, "content": "ab12...", "seconds": 0.061,
//    "reads": [["data", "/maps/sites.csv", "e3b0..."], ["icon", "/x.svg", null]],
//    "files": [["yongbyon.png", 48213, "9f86..."]]}
// `reads` as ct_job_reads tells them, also of a map that failed; `files` all that lies in the folder, in the order of names,
// with sizes and SHA-256.

#endif
