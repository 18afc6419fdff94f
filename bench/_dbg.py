import os,time,sys
os.environ["DATABASE_URL"]="sqlite:////tmp/s7b/b.sqlite3"; os.environ["VAR_DIR"]="/tmp/s7b"
from bench.filling import set_up_django
new=not os.path.exists("/tmp/s7b/b.sqlite3")
set_up_django()
from django.conf import settings; settings.ALLOWED_HOSTS=["testserver"]
from bench import pages
from django.contrib.auth.models import User
if new: pages.fill(100000)
owner=User.objects.get(username="bench0")
from django.test import Client
from django.db import connection
c=Client(); c.force_login(owner)
for path in sys.argv[1:]:
    c.get(path)
    log=[]
    def w(execute,sql,params,many,ctx):
        s=time.perf_counter()
        try: return execute(sql,params,many,ctx)
        finally: log.append((1000*(time.perf_counter()-s),sql[:3000]))
    with connection.execute_wrapper(w):
        s=time.perf_counter(); r=c.get(path); tot=1000*(time.perf_counter()-s)
    print("==",path,r.status_code,round(tot,1),len(log),"queries",round(sum(x for x,_ in log),1))
    for ms,sql in sorted(log,reverse=True)[:4]: print("   ",round(ms,1),sql[:700])
    import cProfile,pstats
    pr=cProfile.Profile(); pr.enable(); c.get(path); pr.disable()
    pstats.Stats(pr).sort_stats("cumtime").print_stats(45)
