#!/bin/sh
# A verified backup into BACKUP_DIR, the newest BACKUP_KEEP of them kept, and what a restore needs beside it.
# Then BACKUP_HOOK, if it is set, is run with the new folder as its argument, to copy it to another machine:
# its failure is this script's failure, so that systemd and the journal tell it.
set -eu
cd "$(dirname "$0")/.."
: "${BACKUP_DIR:?names no folder for backups}"
python=${PYTHON:-.venv/bin/python}

"$python" manage.py backup "$BACKUP_DIR" --keep "${BACKUP_KEEP:-14}"
made=$(ls -d "$BACKUP_DIR"/citewell-* | sort -V | tail -n 1)

# How far the log had gone and what was removed since: small, and newer than any backup.
data=$("$python" -c 'from qa_site import settings; print(settings.DATA_DIR)')
for name in log-head.txt redactions.jsonl; do
  if [ -e "$data/$name" ]; then cp -p "$data/$name" "$BACKUP_DIR/$name.part" && mv "$BACKUP_DIR/$name.part" "$BACKUP_DIR/$name"; fi
done

if [ -n "${BACKUP_HOOK:-}" ]; then
  "$BACKUP_HOOK" "$made"
fi
