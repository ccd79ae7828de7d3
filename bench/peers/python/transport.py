"""Units to seats by OR-Tools: `{costs, loads, lowers, uppers, isWhole, seconds}` in, `{cpuSeconds, cost}` out; see peer.py.

Entry `[k * i + j]` of `costs` is what a unit of load costs; all numbers are whole.
"""
from peer import answer


def min_cost_flow(problem):
    """Units supply their loads, seats take their lower limits, and what is above goes on to a sink."""
    import numpy as np
    from ortools.graph.python import min_cost_flow as flow

    loads, lowers, uppers = (np.array(problem[name], dtype=np.int64) for name in ("loads", "lowers", "uppers"))
    n, k = len(loads), len(lowers)
    solver = flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        np.repeat(np.arange(n), k),
        np.tile(np.arange(n, n + k), n),
        np.repeat(loads, k),
        np.array(problem["costs"], dtype=np.int64),
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        np.arange(n, n + k), np.full(k, n + k), uppers - lowers, np.zeros(k, dtype=np.int64)
    )
    rest = int(loads.sum() - lowers.sum())
    solver.set_nodes_supplies(np.arange(n + k + 1), np.concatenate([loads, -lowers, [-rest]]))

    def work():
        if solver.solve() != solver.OPTIMAL:
            raise RuntimeError("no optimum")
        return {"cost": float(solver.optimal_cost())}

    return work


def glop(problem):
    from ortools.linear_solver import pywraplp

    n, k = len(problem["loads"]), len(problem["lowers"])
    solver = pywraplp.Solver.CreateSolver("GLOP")
    objective = solver.Objective()
    units = [solver.Constraint(1, 1) for _ in range(n)]
    seats = [solver.Constraint(low, high) for low, high in zip(problem["lowers"], problem["uppers"])]
    for i, load in enumerate(problem["loads"]):
        for j in range(k):
            share = solver.NumVar(0, solver.infinity(), "")
            units[i].SetCoefficient(share, 1)
            seats[j].SetCoefficient(share, load)
            objective.SetCoefficient(share, load * problem["costs"][k * i + j])
    objective.SetMinimization()

    def work():
        if solver.Solve() != pywraplp.Solver.OPTIMAL:
            raise RuntimeError("no optimum")
        return {"cost": objective.Value()}

    return work


def cp_sat(problem):
    from ortools.sat.python import cp_model

    n, k = len(problem["loads"]), len(problem["lowers"])
    model = cp_model.CpModel()
    chosen = [[model.new_bool_var("") for _ in range(k)] for _ in range(n)]
    for row in chosen:
        model.add_exactly_one(row)
    for j in range(k):
        load = sum(int(problem["loads"][i]) * chosen[i][j] for i in range(n))
        model.add_linear_constraint(load, int(problem["lowers"][j]), int(problem["uppers"][j]))
    costs = [int(problem["loads"][at // k] * cost) for at, cost in enumerate(problem["costs"])]
    model.minimize(cp_model.LinearExpr.weighted_sum([one for row in chosen for one in row], costs))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = problem["seconds"]
    solver.parameters.num_workers = 1

    def work():
        status = solver.solve(model)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return {"cost": solver.objective_value if found else None}

    return work


answer({"OR-Tools min cost flow": min_cost_flow, "OR-Tools GLOP": glop, "OR-Tools CP-SAT": cp_sat})
