// Fields: one JSON object of a definition, of which fields are read. Whatever is wrong with a field
// becomes a diagnostic in AWS's words, and the field is then taken as absent, so that reading goes
// on and finds everything. Knows no state type.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "asl/definition.hpp"
#include "asl/parse/context.hpp"
#include "base/json.hpp"

namespace spotdrill::asl::parse {

using Names = std::initializer_list<std::string_view>;

/// Which paths may stand in a field.
enum class Paths : std::uint8_t {
  Any,                 ///< InputPath, OutputPath.
  Reference,           ///< A Reference Path into the input, or into a variable.
  ReferenceOrContext,  ///< Or into the context object.
  ReferenceOrCall,     ///< Or a call of an intrinsic function: ErrorPath, CausePath.
};

class Fields {
 public:
  /// `place`: where the object stands, as in "/States/X"; empty for the whole definition.
  Fields(Context& context, const json::object& object, std::string place)
      : context_(context), object_(object), place_(std::move(place)) {}

  [[nodiscard]] Context& context() const { return context_; }
  [[nodiscard]] const json::object& json() const { return object_; }
  [[nodiscard]] const std::string& place() const { return place_; }
  [[nodiscard]] std::string place_of(std::string_view field) const;

  [[nodiscard]] const json::value* find(std::string_view field) const {
    return object_.if_contains(field);
  }
  [[nodiscard]] bool has(std::string_view field) const { return find(field) != nullptr; }

  /// Something is wrong with the object; or with `field`.
  void refuse(std::string message) const;
  void refuse(std::string_view field, std::string message) const;

  [[nodiscard]] bool in_jsonata() const { return context_.language == QueryLanguage::Jsonata; }

  /// Refuses every other field; those that only the other language has in other words.
  void allow(Names own, Names only_jsonpath = {}, Names only_jsonata = {}) const;
  /// Likewise in a state, which also has Type, Comment and QueryLanguage.
  void allow_in_state(Names own, Names only_jsonpath = {}, Names only_jsonata = {}) const;
  void require(Names fields) const;
  void at_most_one_of(Names fields) const;
  void exactly_one_of(Names fields) const;

  // What follows reads a field, or only checks it when nobody wants what it holds.
  std::optional<std::string> string(std::string_view field) const;
  std::string comment() const { return string("Comment").value_or(std::string{}); }
  std::optional<std::string> one_of(std::string_view field, Names values) const;
  std::optional<std::int64_t> integer(std::string_view field, std::int64_t min,
                                      std::int64_t max = number_max) const;
  std::optional<double> number(std::string_view field, double min,
                               std::optional<double> max = {}) const;
  const json::object* object(std::string_view field) const;
  /// An array that is not empty.
  const json::array* array(std::string_view field) const;

  std::optional<Expression> path(std::string_view field, Paths allowed) const;
  /// InputPath, OutputPath: "$" when it is absent, as it is in JSONata; nothing when it is null.
  std::optional<Expression> path_or_null(std::string_view field) const;
  /// ResultPath, likewise.
  std::optional<Path> result_path() const;

  /// Of the state's language. In JSONata it is any value, and may ask for `subject`.
  std::optional<PayloadTemplate> payload_template(std::string_view field,
                                                  Subject subject = Subject::Input) const;
  /// Parameters; Arguments in JSONata.
  std::optional<PayloadTemplate> parameters() const {
    return payload_template(in_jsonata() ? "Arguments" : "Parameters");
  }
  std::optional<PayloadTemplate> assign(Subject subject) const;
  /// Output, which only JSONata has.
  std::optional<PayloadTemplate> output(Subject subject) const;

  /// The field holds a query, or what is meant as one, rather than a value that is given.
  [[nodiscard]] bool has_query(std::string_view field) const;
  std::optional<Expression> query(std::string_view field) const;

  /// "MaxConcurrency", or what gives it: "MaxConcurrencyPath" (not both), or a query.
  std::optional<Given<std::int64_t>> given_integer(std::string_view field, std::int64_t min,
                                                   std::int64_t max = number_max) const;
  std::optional<Given<Seconds>> given_seconds(std::string_view field) const;
  std::optional<Given<double>> given_number(std::string_view field, double min, double max) const;
  std::optional<Given<bool>> given_boolean(std::string_view field) const;

 private:
  void allow_these(Names own, Names common, Names only_jsonpath, Names only_jsonata) const;
  /// Nothing stands in the definition: what gives it, when that can be read.
  struct Unread {
    std::optional<Expression> by;
  };
  [[nodiscard]] std::optional<Unread> unread(std::string_view field) const;
  [[nodiscard]] std::string location_of(std::string_view field) const;
  std::optional<PayloadTemplate> take(Result<PayloadTemplate, std::vector<TemplateProblem>> read,
                                      std::string_view field) const;
  [[nodiscard]] const json::value* find_of_type(std::string_view field, json::kind kind,
                                                std::string_view type) const;
  [[nodiscard]] bool both(std::string_view field, const std::string& path) const;

  Context& context_;
  const json::object& object_;
  std::string place_;
};

/// The fields of an element of the array `field`, which must be an object; nothing when it is none.
std::optional<Fields> element_of(const Fields& fields, std::string_view field,
                                 const json::array& array, std::size_t index);

/// "[a, b]".
std::string list_of(std::span<const std::string_view> names);
inline std::string list_of(Names names) {
  return list_of(std::span{names.begin(), names.size()});
}

}  // namespace spotdrill::asl::parse
