// Shapes: what generated structs know of themselves. Codecs walk these tables both ways, so that no
// codec knows an operation and no operation knows a codec. Not a dynamic value: handlers use the
// generated structs (api/<service>.hpp), whose fields the tables reach by their offsets.
//
// How a model's shape becomes a C++ type:
//   string, blob  std::string (a blob holds the decoded bytes)     boolean    bool
//   integer       std::int32_t      long     std::int64_t          float      float
//   double        double            timestamp Instant              structure  a generated struct
//   list          std::vector<T>    map      std::map<std::string, T>
// A required member that is no list or map is a plain T (its presence was checked), every other
// scalar or structure is std::optional<T>. Lists and maps are plain: empty means absent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace spotdrill::shape {

enum class Kind : std::uint8_t {
  Boolean,
  Integer,
  Long,
  Float,
  Double,
  String,
  Timestamp,
  Blob,
  List,
  Map,
  Structure,
};

/// Where a member of an operation's input or output travels (REST protocols only).
enum class Location : std::uint8_t {
  Body,
  Uri,
  QueryString,
  Header,
  HeaderPrefix,  ///< A map: its keys are what follows the prefix ("x-amz-meta-").
  StatusCode,    ///< The reply's status.
};

enum class TimestampFormat : std::uint8_t { Unspecified, Iso8601, UnixTimestamp, Rfc822 };

struct Shape;

/// How codecs reach the elements of a std::vector<T>.
struct ListAccess {
  std::size_t (*size)(const void* list);
  const void* (*at)(const void* list, std::size_t index);
  void* (*append)(void* list);  ///< A new default element at the end.
};

/// How codecs reach the entries of a std::map<std::string, T>.
struct MapAccess {
  std::size_t (*size)(const void* map);
  /// Calls `visit(context, key, value)` in order of keys.
  void (*for_each)(const void* map, void* context,
                   void (*visit)(void* context, const std::string& key, const void* value));
  void* (*insert)(void* map, std::string key);
};

/// How a field of one type is reached.
struct FieldAccess {
  const void* (*get)(const void* field);
  void* (*emplace)(void* field);
};

struct Member {
  std::string_view name;        ///< The model's: "InstanceIds". Validation messages use it.
  std::string_view json_name;   ///< Key in JSON and CBOR; name of a header or a URI parameter.
  std::string_view xml_name;    ///< Element in XML replies.
  std::string_view query_name;  ///< Parameter in EC2 and AWS query requests.
  const Shape* (*shape)();
  std::size_t offset;  ///< Of the field in the struct.
  const FieldAccess* field;
  bool required = false;
  bool flattened = false;          ///< A list or map without its wrapper (AWS query, XML).
  bool emit_empty = false;         ///< An empty list or map is written, not left out.
  bool idempotency_token = false;  ///< A client makes a UUID when it is absent.
  bool payload = false;            ///< It is the whole body, and no other member is in it.
  Location location = Location::Body;
  TimestampFormat timestamp_format = TimestampFormat::Unspecified;

  /// The field's value, or null when it is absent. A plain field is always present.
  const void* get(const void* structure) const {
    return field->get(static_cast<const char*>(structure) + offset);
  }
  /// Makes the field present and returns where its value is.
  void* emplace(void* structure) const {
    return field->emplace(static_cast<char*>(structure) + offset);
  }
};

struct Shape {
  Kind kind;
  std::string_view name;  ///< The model's name of the shape.

  // Structures.
  std::span<const Member> members = {};
  void* (*create)() = nullptr;
  void (*destroy)(void*) = nullptr;

  // Lists and maps.
  const Shape* (*element)() = nullptr;  ///< Of a list; of a map, the values.
  std::string_view element_name = {};   ///< "item", "member", or the model's locationName.
  const Shape* (*key)() = nullptr;      ///< Of a map: always a string.
  std::string_view key_name = {};       ///< XML element of a map's keys.
  const ListAccess* list = nullptr;
  const MapAccess* map = nullptr;
  bool flattened = false;

  // Constraints, as the model states them. For strings, lists, maps and blobs a length.
  std::optional<double> min = {};
  std::optional<double> max = {};
  std::string_view pattern = {};                  ///< Empty: none.
  std::span<const std::string_view> values = {};  ///< Of an enumeration.
  TimestampFormat timestamp_format = TimestampFormat::Unspecified;
  bool is_union = false;   ///< Exactly one member is present.
  bool sensitive = false;  ///< Its value does not appear in messages or logs.

  // An error shape.
  std::string_view error_code = {};  ///< Wire code, when the structure is a modelled error.
  int http_status = 0;               ///< 0: 400 for a sender's fault, 500 for a receiver's.
};

/// The shape of a generated struct. Specialised in api/<service>.hpp.
template <class T>
const Shape& shape_of();

/// The member called `name` (the model's name), or null.
const Member* find_member(const Shape& shape, std::string_view name);

/// A struct known by its shape only: owns it.
class AnyValue {
 public:
  AnyValue() = default;
  /// A new default struct of `shape`.
  explicit AnyValue(const Shape& shape) : shape_(&shape), data_(shape.create()) {}
  AnyValue(AnyValue&& other) noexcept : shape_(other.shape_), data_(other.data_) {
    other.data_ = nullptr;
  }
  AnyValue& operator=(AnyValue&& other) noexcept {
    std::swap(shape_, other.shape_);
    std::swap(data_, other.data_);
    return *this;
  }
  AnyValue(const AnyValue&) = delete;
  AnyValue& operator=(const AnyValue&) = delete;
  ~AnyValue() {
    if (data_ != nullptr) shape_->destroy(data_);
  }

  template <class T>
  static AnyValue of(T value) {
    AnyValue any{shape_of<T>()};
    any.get<T>() = std::move(value);
    return any;
  }

  /// The struct. T must be the generated type of shape().
  template <class T>
  T& get() {
    return *static_cast<T*>(data_);
  }
  template <class T>
  const T& get() const {
    return *static_cast<const T*>(data_);
  }

  [[nodiscard]] const Shape& shape() const { return *shape_; }
  [[nodiscard]] void* data() { return data_; }
  [[nodiscard]] const void* data() const { return data_; }

 private:
  const Shape* shape_ = nullptr;
  void* data_ = nullptr;
};

/// One operation of a service, as the model describes it.
struct OperationModel {
  std::string_view name;
  const Shape* input;   ///< Never null: an operation without input has an empty structure.
  const Shape* output;  ///< Likewise.
  std::string_view http_method = "POST";
  std::string_view http_path = "/";      ///< Template: "/experiments/{id}", "/{Bucket}?acl".
  int http_status = 200;                 ///< Of a success.
  std::string_view result_wrapper = {};  ///< AWS query: "GetCallerIdentityResult"; REST XML: the
                                         ///< name of the root element.
  std::span<const Shape* const> errors = {};
};

enum class Protocol : std::uint8_t {
  Ec2Query,
  AwsQuery,
  Json10,
  Json11,
  RestJson,
  RpcV2Cbor,
  RestXml,
};

/// How a request for an operation that we do not have is known (REST only, where method and path
/// are all that tells one from another).
struct Route {
  std::string_view name;
  std::string_view http_method;
  std::string_view http_path;
};

/// One service, as the model describes it. Generated: `api::<service>::service()`.
struct ServiceModel {
  std::string_view name;             ///< Ours, and the folder's: "cloudwatch".
  std::string_view service_id;       ///< "CloudWatch".
  std::string_view signing_name;     ///< "monitoring".
  std::string_view endpoint_prefix;  ///< "monitoring".
  std::string_view api_version;
  std::string_view target_prefix;  ///< X-Amz-Target: "GraniteServiceVersion20100801".
  std::string_view xml_namespace;
  std::span<const Protocol> protocols;             ///< Every one that clients use.
  std::span<const OperationModel> operations;      ///< What we have; in order of names.
  std::span<const std::string_view> unavailable;   ///< What AWS has and we do not; likewise.
  std::span<const Route> unavailable_routes = {};  ///< Of `unavailable`, where REST needs them.
  bool global = false;                             ///< IAM, STS: no region of its own.
  bool query_compatible = false;  ///< Its JSON and CBOR errors also carry the query codes.
  /// The code of what breaks a constraint; empty: the usual one of the protocol.
  std::string_view constraint_error = {};
  std::span<const Shape* const> errors = {};  ///< Every error that an operation lists.
};

const OperationModel* find_operation(const ServiceModel& service, std::string_view name);

}  // namespace spotdrill::shape
