"""Clusters by Python packages: `{x, y, k, tolerance, seed}` in, `{cpuSeconds, clusterOf}` out; see peer.py."""
from peer import answer


def to_points(problem):
    import numpy as np

    return np.column_stack([problem["x"], problem["y"]])


def constrained(problem):
    import numpy as np
    from k_means_constrained import KMeansConstrained

    points = to_points(problem)
    mean = len(points) / problem["k"]
    model = KMeansConstrained(
        n_clusters=problem["k"],
        size_min=int(np.ceil(mean * (1 - problem["tolerance"]))),
        size_max=int(np.floor(mean * (1 + problem["tolerance"]))),
        n_init=1,
        random_state=problem["seed"],
    )
    return lambda: {"clusterOf": model.fit_predict(points).tolist()}


def scikit_learn(problem):
    from sklearn.cluster import KMeans

    points = to_points(problem)
    model = KMeans(n_clusters=problem["k"], n_init=1, random_state=problem["seed"])
    return lambda: {"clusterOf": model.fit_predict(points).tolist()}


def metis(problem):
    """Cuts few edges of the Delaunay triangulation; knows neighbours, but no distances."""
    import numpy as np
    import pymetis
    from scipy.spatial import Delaunay

    starts, neighbours = Delaunay(to_points(problem)).vertex_neighbor_vertices
    options = pymetis.Options(ufactor=max(1, round(1000 * problem["tolerance"])), seed=problem["seed"], contig=1)

    def work():
        _, part = pymetis.part_graph(
            problem["k"], xadj=starts.astype(np.int64), adjncy=neighbours.astype(np.int64), options=options
        )
        return {"clusterOf": list(part)}

    return work


answer({"k-means-constrained": constrained, "scikit-learn KMeans": scikit_learn, "METIS": metis})
