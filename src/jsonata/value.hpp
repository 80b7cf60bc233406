// What an evaluation computes with. A value refers into the input or into the evaluation's arena;
// copying one copies a pointer. It outlives neither.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/json.hpp"
#include "jsonata/arena.hpp"

namespace spotdrill::jsonata {

struct List;
struct Map;
struct Frame;
struct Function;

enum class Kind : std::uint8_t {
  Undefined,
  Null,
  Boolean,
  Number,
  String,
  InputArray,
  List,  // Arrays: the input's, and those made here.
  InputObject,
  Map,  // Objects, likewise.
  Function,
  Tuple,  // What a path carries from step to step: a value and the bindings that come with it.
};

class Value {
 public:
  constexpr Value() : number_(0) {}
  constexpr Value(double number) : number_(number), kind_(Kind::Number) {}   // NOLINT
  Value(List* list) : list_(list), kind_(Kind::List) {}                      // NOLINT
  Value(Map* map) : map_(map), kind_(Kind::Map) {}                           // NOLINT
  Value(Function* function) : function_(function), kind_(Kind::Function) {}  // NOLINT
  Value(std::string_view text)                                               // NOLINT
      : text_(text.data()), length_(static_cast<std::uint32_t>(text.size())), kind_(Kind::String) {}
  static Value null() { return Value{Kind::Null}; }
  static Value boolean(bool value) {
    Value result{Kind::Boolean};
    result.boolean_ = value;
    return result;
  }
  static Value tuple(Frame* frame) {
    Value result{Kind::Tuple};
    result.frame_ = frame;
    return result;
  }
  static Value of(const json::value& input);
  static Value of(const json::object& input) {
    Value result{Kind::InputObject};
    result.input_object_ = &input;
    return result;
  }

  Kind kind() const { return kind_; }
  bool defined() const { return kind_ != Kind::Undefined; }
  bool is_null() const { return kind_ == Kind::Null; }
  bool is_boolean() const { return kind_ == Kind::Boolean; }
  bool is_number() const { return kind_ == Kind::Number; }
  bool is_string() const { return kind_ == Kind::String; }
  bool is_array() const { return kind_ == Kind::List || kind_ == Kind::InputArray; }
  bool is_object() const { return kind_ == Kind::Map || kind_ == Kind::InputObject; }
  bool is_function() const { return kind_ == Kind::Function; }
  bool is_tuple() const { return kind_ == Kind::Tuple; }

  bool boolean() const { return boolean_; }
  double number() const { return number_; }
  std::string_view string() const { return {text_, length_}; }
  /// The list made here, or none.
  List* list() const { return kind_ == Kind::List ? list_ : nullptr; }
  Map* map() const { return kind_ == Kind::Map ? map_ : nullptr; }
  const json::array& input_array() const { return *input_array_; }
  const json::object& input_object() const { return *input_object_; }
  Function* function() const { return function_; }
  Frame* frame() const { return frame_; }

  /// A function that was passed as an argument: called without a context.
  bool passed() const { return length_ != 0; }
  Value as_passed() const {
    Value result = *this;
    result.length_ = 1;
    return result;
  }

 private:
  explicit Value(Kind kind) : number_(0), kind_(kind) {}

  union {
    double number_;
    bool boolean_;
    const char* text_;
    List* list_;
    Map* map_;
    Function* function_;
    Frame* frame_;
    const json::array* input_array_;
    const json::object* input_object_;
  };
  std::uint32_t length_ = 0;  // Of a string; of a function, whether it was passed.
  Kind kind_ = Kind::Undefined;
};

inline Value Value::of(const json::value& input) {
  switch (input.kind()) {
    case json::kind::null:
      return null();
    case json::kind::bool_:
      return boolean(input.get_bool());
    case json::kind::int64:
      return static_cast<double>(input.get_int64());
    case json::kind::uint64:
      return static_cast<double>(input.get_uint64());
    case json::kind::double_:
      return input.get_double();
    case json::kind::string:
      return std::string_view{input.get_string()};
    case json::kind::array: {
      Value result{Kind::InputArray};
      result.input_array_ = &input.get_array();
      return result;
    }
    case json::kind::object:
      break;
  }
  return of(input.get_object());
}

/// An array made by the evaluation.
struct List {
  Value* items = nullptr;
  std::uint32_t size = 0;
  std::uint32_t capacity = 0;
  bool sequence = false;        ///< The result of a query: of one item it is that item.
  bool keep_singleton = false;  ///< … unless `[]` asked for an array.
  bool constructed = false;     ///< By `[…]` in a path: not flattened into what surrounds it.
  bool outer_wrapper = false;   ///< Holds an input that is an array, so that it is one item.
  bool tuple_stream = false;    ///< Its items are tuples.

  void push(Arena& arena, Value value) {
    if (size == capacity) [[unlikely]]
      grow(arena, capacity == 0 ? 4 : capacity * 2);
    items[size++] = value;
  }

  void grow(Arena& arena, std::uint32_t more) {
    items = arena.make_copy(items, size, more);
    capacity = more;
  }
};

/// Whether `value` is the result of a query.
inline bool is_sequence(const Value& value) {
  const List* list = value.list();
  return list != nullptr && list->sequence;
}

/// Whether `value` is what flows through a path that carries bindings.
inline bool is_tuple_stream(const Value& value) {
  const List* list = value.list();
  return list != nullptr && list->tuple_stream;
}

/// An input that is an array comes wrapped: the array; whatever else `value` is, itself.
inline Value without_wrapper(const Value& value) {
  const List* list = value.list();
  return list != nullptr && list->outer_wrapper ? list->items[0] : value;
}

/// The items of any array.
class Items {
 public:
  explicit Items(const Value& array) {
    if (const List* list = array.list()) {
      own_ = list->items;
      size_ = list->size;
    } else {
      input_ = array.input_array().data();
      size_ = array.input_array().size();
    }
  }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Value operator[](std::size_t index) const {
    return input_ == nullptr ? own_[index] : Value::of(input_[index]);
  }

 private:
  const Value* own_ = nullptr;
  const json::value* input_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace spotdrill::jsonata
