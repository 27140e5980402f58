"""``python -m app`` is the program; the packaged program also is its own reading process."""

import gc
import os
import sys
from pathlib import Path

if __name__ == "__main__":
    if sys.argv[1:2] == ["--read-file"]:  # before the rest of the program is loaded
        from app.exchange.reading.child import main as read

        sys.exit(read(Path(os.fsdecode(sys.argv[2]))))
    gc.disable()  # no search for cycles among what is only being loaded: a tenth of the start
    try:
        from app.main import main

        sys.exit(main())
    except KeyboardInterrupt:  # while it was being loaded
        sys.stderr.write("已中断，没有做完的一步没有写入。\n")
        sys.exit(1)
