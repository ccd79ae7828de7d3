// Transportation problem by LEMON's network simplex: the reference of bench/seats.bench.mjs.
//
// Reads a file of little-endian numbers: int32 n, k, dimension, metric (0 squares, 1 straight lines), then float64
// places (n * dimension), loads (n, whole numbers), centres (k * dimension), lower and upper limits (k, whole numbers).
// Prints one line of JSON: the objective, CPU seconds for building the graph and for solving it.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <vector>

using Graph = lemon::SmartDigraph;

template <typename T>
static std::vector<T> read(std::FILE* file, size_t count) {
  std::vector<T> values(count);
  if (std::fread(values.data(), sizeof(T), count, file) != count) {
    std::fprintf(stderr, "the file is too short\n");
    std::exit(1);
  }
  return values;
}

static double seconds() { return double(std::clock()) / CLOCKS_PER_SEC; }

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FILE\n", argv[0]);
    return 1;
  }
  std::FILE* file = std::fopen(argv[1], "rb");
  if (!file) {
    std::perror(argv[1]);
    return 1;
  }
  const auto head = read<std::int32_t>(file, 4);
  const int n = head[0], k = head[1], dimension = head[2];
  const auto places = read<double>(file, size_t(n) * dimension);
  const auto loads = read<double>(file, n);
  const auto centres = read<double>(file, size_t(k) * dimension);
  const auto lower = read<double>(file, k);
  const auto upper = read<double>(file, k);
  std::fclose(file);

  const double start = seconds();
  Graph graph;
  graph.reserveNode(n + k + 1);
  graph.reserveArc(size_t(n) * k + k);
  for (int node = 0; node <= n + k; ++node) graph.addNode();
  Graph::ArcMap<double> cost(graph);
  Graph::ArcMap<std::int64_t> least(graph), most(graph);
  Graph::NodeMap<std::int64_t> supply(graph);
  std::int64_t whole = 0;
  for (int i = 0; i < n; ++i) whole += std::int64_t(loads[i]);
  for (int i = 0; i < n; ++i) {
    supply[graph.nodeFromId(i)] = std::int64_t(loads[i]);
    for (int j = 0; j < k; ++j) {
      double square = 0;
      for (int d = 0; d < dimension; ++d) {
        const double step = places[size_t(i) * dimension + d] - centres[size_t(j) * dimension + d];
        square += step * step;
      }
      const auto arc = graph.addArc(graph.nodeFromId(i), graph.nodeFromId(n + j));
      cost[arc] = head[3] == 0 ? square : std::sqrt(square);
      most[arc] = std::int64_t(loads[i]);
    }
  }
  for (int j = 0; j < k; ++j) {
    const auto arc = graph.addArc(graph.nodeFromId(n + j), graph.nodeFromId(n + k));
    least[arc] = std::int64_t(lower[j]);
    most[arc] = std::int64_t(upper[j]);
  }
  supply[graph.nodeFromId(n + k)] = -whole;
  lemon::NetworkSimplex<Graph, std::int64_t, double> simplex(graph);
  simplex.costMap(cost).lowerMap(least).upperMap(most).supplyMap(supply);
  const double built = seconds();
  const auto status = simplex.run();
  const double solved = seconds();
  double total = 0;
  double correction = 0;
  for (Graph::ArcIt arc(graph); arc != lemon::INVALID; ++arc) {
    const double term = cost[arc] * double(simplex.flow(arc)) - correction;
    const double next = total + term;
    correction = (next - total) - term;
    total = next;
  }
  std::printf("{\"optimal\":%s,\"objective\":%.17g,\"buildSeconds\":%.6f,\"solveSeconds\":%.6f}\n",
              status == simplex.OPTIMAL ? "true" : "false", total, built - start, solved - built);
}
