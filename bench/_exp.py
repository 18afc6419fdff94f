import sqlite3,time
c=sqlite3.connect("/tmp/s7b/b.sqlite3")
for q in ["SELECT COUNT(svg_id), MIN(generated_at), MAX(generated_at) FROM generated_svgs WHERE owner_id=1",
 "SELECT COUNT(*) FROM generated_svgs WHERE owner_id=1","SELECT COUNT(*) FROM svg_generation_requests WHERE owner_id=1",
 "SELECT COUNT(request_id) FROM svg_generation_requests WHERE owner_id=1",
 "SELECT MIN(generated_at) FROM generated_svgs WHERE owner_id=1","SELECT MIN(created_at) FROM svg_generation_requests WHERE owner_id=1 AND status IN ('completed','failed')",
 "SELECT SUM(estimated_cost) FROM svg_generation_requests WHERE owner_id=1 AND status IN ('pending','processing')"]:
    s=time.perf_counter(); r=c.execute(q).fetchall(); t=time.perf_counter()-s
    print(round(t*1000,1),q,[x[3] for x in c.execute("EXPLAIN QUERY PLAN "+q)])
