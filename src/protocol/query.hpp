// Query strings and form bodies: pairs, and the trees that dotted names make of them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "shape/constraints.hpp"
#include "shape/shape.hpp"

namespace spotdrill::protocol {

/// The refusal of a query that is malformed, not UTF-8, or too much.
/// Source: "MalformedQueryString: The query string contains a syntax error. HTTP Status Code: 404",
/// "Common Errors" of the query services' API references.
AwsError malformed_query();

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// More parameters than this are refused, and deeper names.
inline constexpr std::size_t query_parameters_max = 20'000;
inline constexpr std::size_t query_depth_max = 32;

/// Percent-decodes; with `plus`, "+" is a blank, as in forms. Nothing when it is malformed.
std::optional<std::string> percent_decode(std::string_view text, bool plus);

/// Percent-encodes everything but RFC 3986's unreserved characters, and `keep`.
std::string percent_encode(std::string_view text, std::string_view keep = {});

/// "A=1&B.1=x". Nothing when it is malformed, not UTF-8, or too much.
std::optional<Pairs> parse_pairs(std::string_view text);
std::string to_pairs_text(const Pairs& pairs);

/// The value of the first pair of that name; null: there is none.
const std::string* find_pair(const Pairs& pairs, std::string_view name);

/// A parameter, and those whose names begin with its name and a dot.
struct QueryNode {
  std::optional<std::string> value;
  std::map<std::string, QueryNode, std::less<>> children;
  bool used = false;  ///< Some member took it.
};

/// Nothing when a name is too deep.
std::optional<QueryNode> to_tree(Pairs pairs);

/// Reads and writes structs by their members' query names, EC2's way or the query services'.
class QueryWalker {
 public:
  explicit QueryWalker(bool ec2) : ec2_(ec2) {}

  void read(const shape::Shape& shape, QueryNode& node, void* structure,
            shape::Constraints& constraints) const;
  void write(const shape::Shape& shape, const void* structure, const std::string& prefix,
             Pairs& out) const;

 private:
  void read_value(const shape::Shape& shape, QueryNode& node, void* out,
                  shape::Constraints& constraints) const;
  void read_list(const shape::Shape& shape, QueryNode& node, void* out,
                 shape::Constraints& constraints) const;
  void read_map(const shape::Shape& shape, QueryNode& node, void* out,
                shape::Constraints& constraints) const;
  void read_scalar(const shape::Shape& shape, QueryNode& node, void* out,
                   shape::Constraints& constraints) const;
  void write_value(const shape::Shape& shape, const void* data, const std::string& name,
                   bool flattened, Pairs& out) const;

  bool ec2_;
};

/// The full name of a parameter that no member took, or nothing.
std::optional<std::string> unused_parameter(const QueryNode& node, const std::string& prefix = {});

}  // namespace spotdrill::protocol
