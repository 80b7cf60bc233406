#include "jsonata/walk.hpp"

#include <cmath>

#include "jsonata/number_text.hpp"

namespace spotdrill::jsonata {

namespace {

bool equal_arrays(Evaluation& evaluation, Value left, Value right) {
  const Items one{left};
  const Items other{right};
  if (one.size() != other.size()) return false;
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (!deep_equal(evaluation, one[i], other[i])) return false;
  }
  return true;
}

bool equal_objects(Evaluation& evaluation, Value left, Value right) {
  if (member_count(left) != member_count(right)) return false;
  for (const Member& each : Members{evaluation.arena, left}) {
    const Value other = member(right, each.key);
    const bool both_undefined = !other.defined() && !each.value.defined();
    if (!both_undefined && !deep_equal(evaluation, each.value, other)) return false;
  }
  return true;
}

/// Writes JSON as JSON.stringify does, with numbers of 15 digits if `rounded`.
class JsonWriter {
 public:
  JsonWriter(Evaluation& evaluation, TextBuilder& out, bool rounded, bool pretty)
      : evaluation_(evaluation), out_(out), rounded_(rounded), pretty_(pretty) {}

  Result<void, Failure> write(Value value) {
    const Evaluation::Deeper deeper{evaluation_};
    if (!evaluation_.spend()) return evaluation_.stopped();
    switch (value.kind()) {
      case Kind::Boolean:
        out_.append(value.boolean() ? "true" : "false");
        return {};
      case Kind::Number:
        out_.append(rounded_ ? number_text_of_15_digits(value.number())
                             : json_number_text(value.number()));
        return {};
      case Kind::String:
        append_quoted(out_, value.string());
        return {};
      case Kind::InputArray:
      case Kind::List:
        return array(Items{value});
      case Kind::InputObject:
      case Kind::Map:
        return object(Members{evaluation_.arena, value});
      case Kind::Function:
        out_.append("\"\"");
        return {};
      default:
        out_.append("null");
        return {};
    }
  }

 private:
  Result<void, Failure> array(const Items& items) {
    out_.append('[');
    ++level_;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out_.append(',');
      new_line();
      TRY(write(items[i]));
    }
    --level_;
    if (!items.empty()) new_line();
    out_.append(']');
    return {};
  }

  Result<void, Failure> object(const Members& members) {
    out_.append('{');
    ++level_;
    bool any = false;
    for (const Member& each : members) {
      if (!each.value.defined()) continue;
      if (any) out_.append(',');
      any = true;
      new_line();
      append_quoted(out_, each.key);
      out_.append(pretty_ ? ": " : ":");
      TRY(write(each.value));
    }
    --level_;
    if (any) new_line();
    out_.append('}');
    return {};
  }

  void new_line() {
    if (!pretty_) return;
    out_.append('\n');
    for (int i = 0; i < level_; ++i) out_.append("  ");
  }

  Evaluation& evaluation_;
  TextBuilder& out_;
  bool rounded_;
  bool pretty_;
  int level_ = 0;
};

/// A text as JSON can hold it: half of a surrogate pair is U+FFFD.
// DEVIATION: the reference keeps such a half, which no UTF-8 text can.
json::string to_json_text(std::string_view text) {
  json::string out{text.data(), text.size()};
  if (invalid_utf8(text) == text.npos) return out;
  out.clear();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t code = next_code_point(text, at);
    const bool half = code >= 0xD800 && code <= 0xDFFF;
    const std::string_view kept =
        half ? std::string_view{"\uFFFD"} : text.substr(start, at - start);
    out.append(kept.data(), kept.data() + kept.size());
  }
  return out;
}

Result<void, Failure> weigh(Evaluation& evaluation, const json::value& input);

/// Counts a copy of a part of the input as memory and steps.
template <class Container>
Result<void, Failure> weigh(Evaluation& evaluation, const Container& container) {
  const Evaluation::Deeper deeper{evaluation};
  const bool within = evaluation.spend(1 + container.size()) &&
                      evaluation.arena.charge(container.size() * sizeof(json::key_value_pair));
  if (!within) return evaluation.stopped();
  for (const auto& each : container) {
    if constexpr (std::is_same_v<Container, json::object>) {
      if (!evaluation.arena.charge(each.key().size())) return evaluation.stopped();
      TRY(weigh(evaluation, each.value()));
    } else {
      TRY(weigh(evaluation, each));
    }
  }
  return {};
}

Result<void, Failure> weigh(Evaluation& evaluation, const json::value& input) {
  if (input.is_object()) return weigh(evaluation, input.get_object());
  if (input.is_array()) return weigh(evaluation, input.get_array());
  if (!input.is_string() || evaluation.arena.charge(input.get_string().size())) return {};
  return evaluation.stopped();
}

Result<void, Failure> write_json(Evaluation& evaluation, Value value, json::value& out);

Result<void, Failure> write_array(Evaluation& evaluation, const List& list, json::array& out) {
  const Evaluation::Deeper deeper{evaluation};
  if (!evaluation.spend(1 + list.size) ||
      !evaluation.arena.charge(list.size * sizeof(json::value))) {
    return evaluation.stopped();
  }
  out.resize(list.size);
  for (std::uint32_t i = 0; i < list.size; ++i) TRY(write_json(evaluation, list.items[i], out[i]));
  return {};
}

Result<void, Failure> write_object(Evaluation& evaluation, Value value, json::object& out) {
  const Evaluation::Deeper deeper{evaluation};
  const std::size_t size = member_count(value);
  if (!evaluation.spend(1 + size) ||
      !evaluation.arena.charge(size * sizeof(json::key_value_pair))) {
    return evaluation.stopped();
  }
  out.reserve(size);
  for (const Member& each : Members{evaluation.arena, value}) {
    if (!each.value.defined() || each.value.is_function()) continue;
    TRY(write_json(evaluation, each.value, out[to_json_text(each.key)]));
  }
  return {};
}

}  // namespace

bool identical(Value left, Value right) {
  if (left.kind() != right.kind()) return false;
  switch (left.kind()) {
    case Kind::Boolean:
      return left.boolean() == right.boolean();
    case Kind::Number:
      return left.number() == right.number();
    case Kind::String:
      return left.string() == right.string();
    case Kind::InputArray:
      return &left.input_array() == &right.input_array();
    case Kind::InputObject:
      return &left.input_object() == &right.input_object();
    case Kind::List:
      return left.list() == right.list();
    case Kind::Map:
      return left.map() == right.map();
    case Kind::Function:
      return left.function() == right.function();
    case Kind::Tuple:
      return left.frame() == right.frame();
    default:
      return true;
  }
}

bool deep_equal(Evaluation& evaluation, Value left, Value right) {
  if (identical(left, right)) return true;
  if (left.is_array() && right.is_array()) {
    const Evaluation::Deeper deeper{evaluation};
    return evaluation.spend() && equal_arrays(evaluation, left, right);
  }
  if (left.is_object() && right.is_object()) {
    const Evaluation::Deeper deeper{evaluation};
    return evaluation.spend() && equal_objects(evaluation, left, right);
  }
  return false;
}

Result<void, Failure> append_string(Evaluation& evaluation, TextBuilder& out, Value value,
                                    bool pretty) {
  switch (value.kind()) {
    case Kind::Undefined:
    case Kind::Function:
      return {};
    case Kind::String:
      out.append(value.string());
      return {};
    case Kind::Number:
      if (!std::isfinite(value.number())) return evaluation.fail("D3001", value);
      out.append(number_text_of_15_digits(value.number()));
      return {};
    default:
      return JsonWriter{evaluation, out, true, pretty}.write(without_wrapper(value));
  }
}

Outcome to_string(Evaluation& evaluation, Value value, bool pretty) {
  if (value.is_string()) return value;
  TextBuilder out{evaluation.arena};
  TRY(append_string(evaluation, out, value, pretty));
  return out.text();
}

std::string json_text(Evaluation& evaluation, Value value) {
  if (!value.defined() || value.is_function()) return "undefined";
  TextBuilder out{evaluation.arena};
  (void)JsonWriter{evaluation, out, false, false}.write(value).has_value();
  return std::string{out.text()};
}

Value deep_copy(Evaluation& evaluation, Value value) {
  const Evaluation::Deeper deeper{evaluation};
  if (!evaluation.spend()) return {};
  switch (value.kind()) {
    case Kind::Number: {
      const double number = rounded_to_15_digits(value.number());
      return std::isfinite(number) ? Value{number} : Value::null();
    }
    case Kind::InputArray:
    case Kind::List: {
      List* copy = evaluation.array();
      const Items items{value};
      for (std::size_t i = 0; i < items.size(); ++i) {
        const Value item = deep_copy(evaluation, items[i]);
        copy->push(evaluation.arena, item.defined() ? item : Value::null());
      }
      return copy;
    }
    case Kind::InputObject:
    case Kind::Map: {
      Map* copy = evaluation.arena.make<Map>();
      for (const Member& each : Members{evaluation.arena, value}) {
        if (!each.value.defined()) continue;
        copy->at(evaluation.arena, each.key) = deep_copy(evaluation, each.value);
      }
      return copy;
    }
    case Kind::Function:
      return std::string_view{""};
    default:
      return value;
  }
}

namespace {

Result<void, Failure> write_json(Evaluation& evaluation, Value value, json::value& out) {
  switch (value.kind()) {
    case Kind::Boolean:
      out.emplace_bool() = value.boolean();
      return {};
    case Kind::Number: {
      const double number = value.number();
      // DEVIATION: the reference gives such a number, which is null once it is written as JSON.
      if (!std::isfinite(number)) return evaluation.fail("D1001", value);
      if (is_exact_integer(number)) {
        out.emplace_int64() = static_cast<std::int64_t>(number);
      } else {
        out.emplace_double() = number;
      }
      return {};
    }
    case Kind::String:
      if (!evaluation.arena.charge(value.string().size())) return evaluation.stopped();
      out.emplace_string() = to_json_text(value.string());
      return {};
    case Kind::InputArray:
      TRY(weigh(evaluation, value.input_array()));
      out.emplace_array() = value.input_array();
      return {};
    case Kind::InputObject:
      TRY(weigh(evaluation, value.input_object()));
      out.emplace_object() = value.input_object();
      return {};
    case Kind::List:
      return write_array(evaluation, *value.list(), out.emplace_array());
    case Kind::Map:
      return write_object(evaluation, value, out.emplace_object());
    default:
      out.emplace_null();
      return {};
  }
}

}  // namespace

Result<json::value, Failure> to_json(Evaluation& evaluation, Value value) {
  json::value out;
  TRY(write_json(evaluation, value, out));
  return out;
}

}  // namespace spotdrill::jsonata
