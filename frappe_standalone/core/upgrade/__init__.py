"""`township upgrade`: backup, migrate, check, and keep the result or put the backup back.

mark       the file by which every process of the site knows that only the upgrade may write
run        the steps in their order
smoke      what must work afterwards
rollback   the backup put back into the place of the site, also after the upgrade itself was cut off
"""
