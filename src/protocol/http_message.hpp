// HTTP requests and replies as values: what http/, wire/ and client/ hand to codecs. Knows no
// socket and no HTTP library.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spotdrill::protocol {

class BodySource;
class StoredBody;

/// Header fields in the order they came. Names compare without regard to case.
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  Headers() = default;
  Headers(std::initializer_list<Field> fields) : fields_(fields) {}

  /// The first field called `name`, or null.
  [[nodiscard]] const std::string* find(std::string_view name) const;
  /// The first field called `name`, or nothing.
  [[nodiscard]] std::string_view get(std::string_view name) const;
  /// Every field called `name`, joined with commas as RFC 9110 allows.
  [[nodiscard]] std::string joined(std::string_view name) const;
  [[nodiscard]] bool contains(std::string_view name) const { return find(name) != nullptr; }
  /// Replaces every field called `name`.
  void set(std::string_view name, std::string value);
  void add(std::string name, std::string value);
  void erase(std::string_view name);

  [[nodiscard]] auto begin() const { return fields_.begin(); }
  [[nodiscard]] auto end() const { return fields_.end(); }
  [[nodiscard]] std::size_t size() const { return fields_.size(); }

 private:
  std::vector<Field> fields_;
};

struct HttpRequest {
  std::string method = "POST";
  std::string target = "/";  ///< Path and query, as they came: percent-encoded.
  Headers headers;
  std::string body;
  std::shared_ptr<StoredBody> stored = {};  ///< The body where it is not in memory (body.hpp).
};

struct HttpResponse {
  int status = 200;
  Headers headers;
  std::string body;
  std::shared_ptr<BodySource> source = {};  ///< What follows `body`, read as it is sent.
};

/// The part of a target before "?".
std::string_view path_of(std::string_view target);
/// The part of a target after "?", or nothing.
std::string_view query_of(std::string_view target);

/// Whether two ASCII texts differ in case only.
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace spotdrill::protocol
