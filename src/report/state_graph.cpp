#include "report/state_graph.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "base/json.hpp"
#include "drill/readings/figures.hpp"
#include "drill/verdict/verdict.hpp"
#include "report/legend.hpp"
#include "report/markup.hpp"

namespace spotdrill::report {

namespace {

namespace model = api::report;

constexpr double node_width = 350;
constexpr double node_height = 36;
constexpr double node_step = 60;
constexpr double indent = 24;
constexpr double arc_step = 14;
constexpr double node_letter_width = 8.5;  ///< Of a font of 14 px.
constexpr std::size_t nodes_max = 300;
constexpr int branches_deep_max = 8;

struct GraphNode {
  std::string name;
  std::string type;
  int depth = 0;
};

struct GraphEdge {
  std::size_t from = 0;
  std::size_t to = 0;
  bool caught = false;  ///< By a Catch.
  int arc = 0;          ///< How far out it runs; 0: straight down.
};

/// Reads a definition into nodes and edges. What is not as the language has it is passed over: the
/// server has refused it.
class GraphReader {
 public:
  void read(const json::object& machine, int depth) {
    const json::value* states = machine.if_contains("States");
    const std::string start{string_at(machine, "StartAt")};
    if (states == nullptr || !states->is_object() || depth > branches_deep_max) return;
    std::map<std::string, std::size_t> places;
    std::vector<std::pair<std::size_t, const json::object*>> read_states;
    for (const std::string& name : order_of(states->get_object(), start)) {
      const json::object* state = states->get_object().at(name).if_object();
      if (state == nullptr || nodes.size() >= nodes_max) continue;
      places[name] = nodes.size();
      read_states.emplace_back(nodes.size(), state);
      nodes.push_back({name, std::string{string_at(*state, "Type")}, depth});
      read_branches(*state, depth + 1);
    }
    for (const auto& [from, state] : read_states) {
      for (const auto& [name, caught] : next_of(*state)) {
        const auto to = places.find(name);
        if (to != places.end()) edges.push_back({from, to->second, caught});
      }
    }
  }

  std::vector<GraphNode> nodes;
  std::vector<GraphEdge> edges;

 private:
  using Nexts = std::vector<std::pair<std::string, bool>>;

  static Nexts next_of(const json::object& state) {
    Nexts nexts;
    const auto add = [&](const json::object& object, std::string_view member, bool caught) {
      const std::string name{string_at(object, member)};
      if (!name.empty()) nexts.emplace_back(name, caught);
    };
    add(state, "Next", false);
    for (const auto& [member, caught] : {std::pair{"Choices", false}, std::pair{"Catch", true}}) {
      const json::value* list = state.if_contains(member);
      if (list == nullptr || !list->is_array()) continue;
      for (const json::value& each : list->get_array()) {
        if (const json::object* object = each.if_object()) add(*object, "Next", caught);
      }
    }
    add(state, "Default", false);
    return nexts;
  }

  /// As they are reached from the start, what is not reached at last.
  static std::vector<std::string> order_of(const json::object& states, const std::string& start) {
    std::vector<std::string> order;
    std::set<std::string> met;
    std::vector<std::string> todo{start};
    while (!todo.empty()) {
      const std::string name = std::move(todo.back());
      todo.pop_back();
      const json::value* value = states.if_contains(name);
      if (value == nullptr || !value->is_object() || !met.insert(name).second) continue;
      order.push_back(name);
      const Nexts nexts = next_of(value->get_object());
      for (auto next = nexts.rbegin(); next != nexts.rend(); ++next) todo.push_back(next->first);
    }
    for (const auto& entry : states) {
      if (met.insert(std::string{entry.key()}).second) order.emplace_back(entry.key());
    }
    return order;
  }

  void read_branches(const json::object& state, int depth) {
    for (const char* member : {"ItemProcessor", "Iterator"}) {
      const json::value* machine = state.if_contains(member);
      if (machine != nullptr && machine->is_object()) read(machine->get_object(), depth);
    }
    const json::value* branches = state.if_contains("Branches");
    if (branches == nullptr || !branches->is_array()) return;
    for (const json::value& branch : branches->get_array()) {
      if (const json::object* machine = branch.if_object()) read(*machine, depth);
    }
  }
};

class GraphDrawing {
 public:
  GraphDrawing(GraphReader graph, const model::Execution& execution)
      : nodes_(std::move(graph.nodes)), edges_(std::move(graph.edges)), execution_(execution) {
    int deepest = 0;
    for (const GraphNode& node : nodes_) deepest = std::max(deepest, node.depth);
    body_width_ = node_width + deepest * indent;
    place_arcs();
  }

  std::string draw() {
    const double left = 10 + arcs_left_ * arc_step;
    const double width = left + body_width_ + 10 + arcs_right_ * arc_step;
    const double height = static_cast<double>(nodes_.size()) * node_step + 4;
    out_.write(
        "<svg class=\"graph\" viewBox=\"{:.0f} 0 {:.0f} {:.0f}\" width=\"{:.0f}\" role=\"img\" "
        "aria-label=\"The state machine and the path taken\">",
        -left, width, height, width);
    for (const GraphEdge& edge : edges_) draw_edge(edge);
    for (std::size_t i = 0; i < nodes_.size(); ++i) draw_node(i);
    out_.raw("</svg>");
    legend();
    return out_.take();
  }

 private:
  /// Of what is there.
  void legend() {
    const auto visits_of = [&](const GraphNode& node) {
      return std::ranges::count(execution_.visits, node.name, &model::StateVisit::state);
    };
    const auto any_node = [&](bool visited) {
      return std::ranges::any_of(
          nodes_, [&](const GraphNode& node) { return (visits_of(node) > 0) == visited; });
    };
    out_.raw("<p class=\"legend\">");
    if (any_node(true)) out_.raw(legend_entry("area", "node-visited", "state entered"));
    if (any_node(false)) out_.raw(legend_entry("area", "", "state never entered"));
    if (any_failed_) out_.raw(legend_entry("area", "node-failed", "not left when it ended"));
    const auto taken = std::ranges::count_if(edges_, [&](const auto& e) { return was_taken(e); });
    if (taken > 0) out_.raw(legend_entry("", "edge-taken", "way taken"));
    if (taken < std::ssize(edges_)) out_.raw(legend_entry("", "edge", "way not taken"));
    if (std::ranges::any_of(edges_, &GraphEdge::caught)) {
      out_.raw(legend_entry("dashed", "", "after an error (Catch)"));
    }
    out_.raw("</p>");
  }

  /// Every edge that is not to the next state in line runs outside: onwards on the right, back on
  /// the left, and those that overlap beside each other.
  void place_arcs() {
    std::ranges::stable_sort(edges_, {}, [](const GraphEdge& e) {
      return e.from < e.to ? e.to - e.from : e.from - e.to;
    });
    std::vector<GraphEdge> right;
    std::vector<GraphEdge> left;
    for (GraphEdge& edge : edges_) {
      if (edge.to == edge.from + 1 && nodes_[edge.to].depth == nodes_[edge.from].depth) continue;
      std::vector<GraphEdge>& side = edge.to > edge.from ? right : left;
      edge.arc = 1;
      for (const GraphEdge& other : side) {
        const auto [a, b] = std::minmax(edge.from, edge.to);
        const auto [c, d] = std::minmax(other.from, other.to);
        if (a <= d && c <= b) edge.arc = std::max(edge.arc, other.arc + 1);
      }
      side.push_back(edge);
      int& arcs = edge.to > edge.from ? arcs_right_ : arcs_left_;
      arcs = std::max(arcs, edge.arc);
    }
  }

  [[nodiscard]] double top_of(std::size_t node) const {
    return 2 + static_cast<double>(node) * node_step;
  }

  /// Whether the execution has gone this way: the one is what it entered next when it left the
  /// other, as far as moments tell.
  [[nodiscard]] bool was_taken(const GraphEdge& edge) const {
    const std::vector<model::StateVisit>& visits = execution_.visits;
    for (std::size_t i = 0; i < visits.size(); ++i) {
      if (visits[i].state != nodes_[edge.from].name || !visits[i].left_at) continue;
      for (std::size_t next = i + 1; next < visits.size(); ++next) {
        if (visits[next].entered_at != *visits[i].left_at) continue;
        if (visits[next].state == nodes_[edge.to].name) return true;
        break;
      }
    }
    return false;
  }

  void draw_edge(const GraphEdge& edge) {
    const std::string css =
        fmt::format("edge{}{}", edge.caught ? " caught" : "", was_taken(edge) ? " taken" : "");
    const double from_x = nodes_[edge.from].depth * indent;
    const double to_x = nodes_[edge.to].depth * indent;
    const double middle = node_height / 2;
    if (edge.arc == 0) {
      const double x = from_x + node_width / 2;
      const double end = top_of(edge.to);
      out_.write(
          "<path class=\"{0}\" d=\"M{1:.1f} {2:.1f}V{3:.1f}M{4:.1f} {5:.1f}L{1:.1f} {3:.1f}"
          "L{6:.1f} {5:.1f}\"/>",
          css, x, top_of(edge.from) + node_height, end, x - 4, end - 6, x + 4);
      return;
    }
    const bool onwards = edge.to > edge.from;
    const double sign = onwards ? 1 : -1;
    const double out = onwards ? body_width_ + edge.arc * arc_step : -edge.arc * arc_step;
    const double begin = onwards ? from_x + node_width : from_x;
    const double end = onwards ? to_x + node_width : to_x;
    // A little below and above the middle, so that those that come and those that go differ.
    const double from_y = top_of(edge.from) + middle + 5;
    const double to_y = top_of(edge.to) + middle - 5;
    out_.write(
        "<path class=\"{0}\" d=\"M{1:.1f} {2:.1f}H{3:.1f}V{4:.1f}H{5:.1f}M{6:.1f} {7:.1f}"
        "L{5:.1f} {4:.1f}L{6:.1f} {8:.1f}\"/>",
        css, begin, from_y, out, to_y, end, end + sign * 6, to_y - 4, to_y + 4);
  }

  void draw_node(std::size_t index) {
    const GraphNode& node = nodes_[index];
    int visits = 0;
    bool failed = false;
    Duration spent{};
    for (const model::StateVisit& visit : execution_.visits) {
      if (visit.state != node.name) continue;
      ++visits;
      if (visit.left_at) spent += *visit.left_at - visit.entered_at;
      failed = !visit.left_at && execution_.status != "RUNNING";
      any_failed_ = any_failed_ || failed;
    }
    const double x = node.depth * indent;
    const double y = top_of(index);
    const std::string note =
        visits == 0 ? node.type
                    : fmt::format("{}{}", visits > 1 ? fmt::format("{}x ", visits) : "",
                                  failed && spent == Duration::zero() ? "not left"
                                                                      : drill::time_text(spent));
    const double room = (node_width - 24) / node_letter_width - static_cast<double>(note.size());
    const std::string shown = clipped(node.name, static_cast<std::size_t>(std::max(1.0, room)));
    out_.write(
        "<g><title>{}</title><rect class=\"node{}{}\" x=\"{:.1f}\" y=\"{:.1f}\" rx=\"5\" "
        "width=\"{:.0f}\" height=\"{:.0f}\"/>",
        escaped(fmt::format("{} ({}), {} times", node.name, node.type, visits)),
        visits > 0 ? " visited" : "", failed ? " failed" : "", x, y, node_width, node_height);
    out_.write(
        "<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text><text class=\"note\" x=\"{:.1f}\" "
        "y=\"{:.1f}\" text-anchor=\"end\">{}</text></g>",
        x + 8, y + 23, escaped(shown), x + node_width - 8, y + 23, escaped(note));
  }

  std::vector<GraphNode> nodes_;
  std::vector<GraphEdge> edges_;
  const model::Execution& execution_;
  Markup out_;
  double body_width_ = node_width;
  bool any_failed_ = false;
  int arcs_left_ = 0;
  int arcs_right_ = 0;
};

}  // namespace

std::string state_graph_svg(const model::Execution& execution) {
  if (!execution.definition) return {};
  const Result<json::value, std::string> machine = parse_json(*execution.definition);
  if (!machine || !machine->is_object()) return {};
  GraphReader graph;
  graph.read(machine->get_object(), 0);
  if (graph.nodes.empty()) return {};
  return GraphDrawing{std::move(graph), execution}.draw();
}

}  // namespace spotdrill::report
