"""k-means-constrained on points from standard input: k and the tolerance, then `x y` a line; prints one line of JSON."""
import json
import resource
import sys

import numpy as np
from k_means_constrained import KMeansConstrained

lines = sys.stdin.read().split("\n")
k, tolerance, seed = (float(word) for word in lines[0].split())
points = np.array([[float(word) for word in line.split()] for line in lines[1:] if line])
mean = len(points) / k
model = KMeansConstrained(
    n_clusters=int(k),
    size_min=int(np.ceil(mean * (1 - tolerance))),
    size_max=int(np.floor(mean * (1 + tolerance))),
    n_init=1,
    random_state=int(seed),
)


def cpu_seconds():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


before = cpu_seconds()
labels = model.fit_predict(points)
print(json.dumps({"cpuSeconds": cpu_seconds() - before, "labels": labels.tolist()}))
