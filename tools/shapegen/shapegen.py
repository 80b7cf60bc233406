#!/usr/bin/env python3
"""Makes build/generated/api/<name>.{hpp,cpp} from models/<service>.json, or from a JSON Schema.

The header has one struct for each structure of the model; the source has the member tables that
codecs walk. src/shape/shape.hpp says how a model's shape becomes a C++ type. Of a JSON Schema
(<name>.schema.json), each of its $defs is a shape. Of operations.json itself and aws_services.txt:
services.{hpp,cpp}, the list of the models and the names of all that AWS has.
"""
import argparse
import json
import pathlib
import re
import sys

SCALARS = {
    "boolean": ("bool", "Boolean"), "integer": ("std::int32_t", "Integer"),
    "long": ("std::int64_t", "Long"), "float": ("float", "Float"),
    "double": ("double", "Double"), "string": ("std::string", "String"),
    "character": ("std::string", "String"), "timestamp": ("Instant", "Timestamp"),
    "blob": ("std::string", "Blob"),
}
PROTOCOLS = {"ec2": "Ec2Query", "query": "AwsQuery", "rest-json": "RestJson",
             "rest-xml": "RestXml", "smithy-rpc-v2-cbor": "RpcV2Cbor"}
LOCATIONS = {None: "Body", "uri": "Uri", "querystring": "QueryString", "header": "Header",
             "headers": "HeaderPrefix", "statusCode": "StatusCode"}
FORMATS = {None: "Unspecified", "iso8601": "Iso8601", "unixTimestamp": "UnixTimestamp",
           "rfc822": "Rfc822"}
KEYWORDS = set("""alignas alignof and and_eq asm auto bitand bitor bool break case catch char class
    compl concept const consteval constexpr constinit continue co_await co_return co_yield decltype
    default delete do double dynamic_cast else enum explicit export extern false float for friend
    goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq
    private protected public register reinterpret_cast requires return short signed sizeof static
    static_assert static_cast struct switch template this thread_local throw true try typedef
    typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq""".split())


def field_name(name):
    """SpotInstanceRequestIds -> spot_instance_request_ids, VPCs -> vpcs, Default -> default_."""
    name = name.replace("IPv", "Ipv").replace("-", "_")
    name = re.sub(r"([A-Z])([A-Z]+)s(?=[A-Z_]|$)",
                  lambda match: match.group(1) + match.group(2).lower() + "s", name)
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()
    return name + "_" if name in KEYWORDS else name


def text(value):
    """A C++ string literal."""
    out = []
    for byte in value.encode("utf-8"):
        char = chr(byte)
        if char in '"\\':
            out.append("\\" + char)
        elif 32 <= byte < 127:
            out.append(char)
        else:
            out.append(f"\\{byte:03o}")
    return '"' + "".join(out) + '"'


class Generator:
    def __init__(self, service, model, settings, origin):
        self.service = service
        self.origin = origin
        self.model = model
        self.metadata = model["metadata"]
        self.shapes = dict(model["shapes"])
        self.emit_empty = settings.get("emit_empty", {})
        self.optional = settings.get("optional", {})
        self.result_names = settings.get("result_names", {})
        self.query = settings.get("query", {})
        self.constraint_error = settings.get("constraint_error")
        self.relax(settings)
        self.add_query()
        self.operations = []
        for name, operation in sorted(model["operations"].items()):
            self.operations.append((name, operation, self.use(name, operation, "input", "Request"),
                                    self.use(name, operation, "output", "Result")))
        self.outputs = {output for _, _, _, output in self.operations}
        self.check_overrides()

    def use(self, name, operation, key, suffix):
        if key in operation:
            return operation[key]["shape"]
        if name + suffix in self.shapes:
            sys.exit(f"{self.service}: {name} has no {key}, but {name + suffix} is taken")
        self.shapes[name + suffix] = {"type": "structure", "members": {}}
        return name + suffix

    def relax(self, settings):
        """What the service itself refuses, in words of its own, is no constraint of its model."""
        for name in settings.get("open_enums", []):
            self.shapes[name] = {**self.shapes[name]}
            del self.shapes[name]["enum"]
        for name, members in settings.get("not_required", {}).items():
            shape = self.shapes[name]
            kept = [member for member in shape["required"] if member not in members]
            self.shapes[name] = {**shape, "required": kept}

    def add_query(self):
        """The query protocol of a service whose model has only the JSON that came after it."""
        if not self.query:
            return
        self.metadata = {**self.metadata, "xmlNamespace": self.query["namespace"]}
        for name, (code, status) in self.query["errors"].items():
            self.shapes[name] = {**self.shapes[name],
                                 "error": {"code": code, "httpStatusCode": status}}
        for name, element in self.query["names"].items():
            shape = self.shapes[name]
            if shape["type"] == "list":
                self.shapes[name] = {**shape,
                                     "member": {**shape["member"], "locationName": element}}
        for name, (key, value) in self.query["entries"].items():
            shape = self.shapes[name]
            self.shapes[name] = {**shape, "key": {**shape["key"], "locationName": key},
                                 "value": {**shape["value"], "locationName": value}}

    def check_overrides(self):
        for key in ("emit_empty", "optional"):
            for shape, members in getattr(self, key).items():
                for member in members:
                    if member not in self.shapes.get(shape, {}).get("members", {}):
                        sys.exit(f"{self.service}: {key} names {shape}${member}: no such member")

    # Types ---------------------------------------------------------------------------------------

    def struct_name(self, name):
        return name[0].upper() + name[1:]

    def type_of(self, name):
        shape = self.shapes[name]
        kind = shape["type"]
        if kind == "structure":
            return self.struct_name(name)
        if kind == "list":
            return f"std::vector<{self.type_of(shape['member']['shape'])}>"
        if kind == "map":
            return f"std::map<std::string, {self.type_of(shape['value']['shape'])}>"
        if kind not in SCALARS:
            sys.exit(f"{self.service}: {name} is a {kind}: shapegen does not know this type")
        return SCALARS[kind][0]

    def is_plain(self, owner, member):
        if member in self.optional.get(owner, []):
            return False
        shape = self.shapes[self.shapes[owner]["members"][member]["shape"]]
        return shape["type"] in ("list", "map") or member in self.shapes[owner].get("required", [])

    def structures(self):
        """Every structure after those it holds by value."""
        order, state = [], {}

        def visit(name, path):
            if state.get(name) == "done":
                return
            if state.get(name) == "open":
                sys.exit(f"{self.service}: {' -> '.join(path + [name])} holds itself by value; "
                         "only a list or a map may close such a circle")
            state[name] = "open"
            for member in self.shapes[name].get("members", {}).values():
                self.visit_member(member["shape"], path + [name], state, visit)
            state[name] = "done"
            order.append(name)

        for name in sorted(self.shapes):
            if self.shapes[name]["type"] == "structure":
                visit(name, [])
        return order

    def visit_member(self, name, path, state, visit):
        shape, boxed = self.shapes[name], False
        seen = set()
        while shape["type"] in ("list", "map") and name not in seen:
            seen.add(name)
            boxed = True
            name = shape["member" if shape["type"] == "list" else "value"]["shape"]
            shape = self.shapes[name]
        # A vector of a struct that is declared but not yet complete is well-formed.
        if shape["type"] == "structure" and not (boxed and state.get(name) == "open"):
            visit(name, path)

    # The header ----------------------------------------------------------------------------------

    def header(self):
        lines = [
            f"// {self.metadata['serviceFullName']} {self.metadata['apiVersion']}".rstrip() +
            ": requests, replies and what they hold." if self.operations else
            f"// {self.metadata['serviceFullName']}.",
            f"// Generated by tools/shapegen from {self.origin}. Do not edit.",
            "#pragma once", "", "#include <cstdint>", "#include <map>", "#include <optional>",
            "#include <string>", "#include <vector>", "", '#include "base/units.hpp"',
            '#include "shape/shape.hpp"', "", f"namespace spotdrill::api::{self.service} {{", ""]
        if self.operations:
            lines += ["/// The service's model.", "const shape::ServiceModel& service();", ""]
        order = self.structures()
        lines += [f"struct {self.struct_name(name)};" for name in sorted(order)] + [""]
        for name in order:
            lines += self.struct(name)
        lines += [f"}}  // namespace spotdrill::api::{self.service}", "",
                  "namespace spotdrill::shape {", ""]
        lines += ["template <>\nconst Shape& "
                  f"shape_of<api::{self.service}::{self.struct_name(name)}>();" for name in order]
        return "\n".join(lines + ["", "}  // namespace spotdrill::shape", ""])

    def struct(self, name):
        lines = [f"struct {self.struct_name(name)} {{"]
        fields = {}
        for member, use in self.shapes[name].get("members", {}).items():
            field = field_name(member)
            if field in fields:
                sys.exit(f"{self.service}: {name}: {member} and {fields[field]} are both {field}")
            fields[field] = member
            kind = self.type_of(use["shape"])
            if not self.is_plain(name, member):
                kind = f"std::optional<{kind}>"
            lines.append(f"  {kind} {field}{{}};")
        return lines + [f"  bool operator==(const {self.struct_name(name)}&) const = default;",
                        "};", ""]

    # The source ----------------------------------------------------------------------------------

    def wire_names(self, owner, member, use):
        """JSON, XML and query names, as botocore's serializers and parsers choose them."""
        location = use.get("locationName")
        json_name = location or member
        if self.metadata["protocol"] == "ec2":
            json_name = member
            query = use.get("queryName") or (location[0].upper() + location[1:] if location
                                             else member)
        else:
            query = location or member
        if use["shape"] in self.query.get("names", {}):
            name = self.query["names"][use["shape"]]
            return json_name, name, name
        target = self.shapes[use["shape"]]
        # A flattened list goes by the name of its elements.
        if target.get("flattened") or use.get("flattened"):
            inner = target.get("member", {}).get("locationName")
            return json_name, inner or location or member, inner or query
        return json_name, location or member, query

    def is_emitted_empty(self, owner, member, target):
        if target["type"] not in ("list", "map"):
            return False
        if owner in self.emit_empty:
            return member in self.emit_empty[owner]
        return owner in self.outputs

    def member_line(self, owner, member, use):
        target = self.shapes[use["shape"]]
        json_name, xml_name, query_name = self.wire_names(owner, member, use)
        struct, field = self.struct_name(owner), field_name(member)
        parts = [text(member), text(json_name), text(xml_name), text(query_name),
                 f"s_{use['shape']}", f"offsetof({struct}, {field})",
                 f"&field_access<decltype({struct}::{field})>"]
        if member in self.shapes[owner].get("required", []):
            parts.append(".required = true")
        if use.get("flattened") or target.get("flattened"):
            parts.append(".flattened = true")
        if self.is_emitted_empty(owner, member, target):
            parts.append(".emit_empty = true")
        if use.get("idempotencyToken"):
            parts.append(".idempotency_token = true")
        if self.shapes[owner].get("payload") == member:
            parts.append(".payload = true")
        location = use.get("location")
        if location not in LOCATIONS:
            sys.exit(f"{self.service}: {owner}${member}: shapegen does not know {location}")
        if location:
            parts.append(f".location = Location::{LOCATIONS[location]}")
        if use.get("timestampFormat"):
            parts.append(f".timestamp_format = TimestampFormat::{FORMATS[use['timestampFormat']]}")
        names = (".name", ".json_name", ".xml_name", ".query_name", ".shape", ".offset", ".field")
        named = [f"{key} = {part}" for key, part in zip(names, parts)]
        return "    {" + ", ".join(named + parts[len(names):]) + "},"

    def shape_lines(self, name):
        shape = self.shapes[name]
        kind = shape["type"]
        lines = []
        fields = []
        if kind == "structure":
            fields.append(".kind = Kind::Structure")
            fields.append(f".name = {text(name)}")
            members = shape.get("members", {})
            if members:
                lines.append(f"constexpr Member m_{name}[] = {{")
                lines += [self.member_line(name, member, use) for member, use in members.items()]
                lines.append("};")
                fields.append(f".members = m_{name}")
            struct = self.struct_name(name)
            fields.append(f".create = create<{struct}>")
            fields.append(f".destroy = destroy<{struct}>")
        elif kind in ("list", "map"):
            fields += self.container_fields(name, shape)
        else:
            fields.append(f".kind = Kind::{SCALARS[kind][1]}")
            fields.append(f".name = {text(name)}")
        fields += self.constraint_fields(name, shape, lines)
        lines.append(f"constinit const Shape d_{name} = {{{', '.join(fields)}}};")
        lines.append(f"const Shape* s_{name}() {{ return &d_{name}; }}")
        return lines

    def container_fields(self, name, shape):
        item = shape["member" if shape["type"] == "list" else "value"]
        element = self.type_of(item["shape"])
        fields = [f".kind = Kind::{shape['type'].capitalize()}", f".name = {text(name)}",
                  f".element = s_{item['shape']}"]
        if shape["type"] == "list":
            fields.append(f".element_name = {text(item.get('locationName', 'member'))}")
            fields.append(f".list = &list_access<{element}>")
        else:
            if self.shapes[shape["key"]["shape"]]["type"] != "string":
                sys.exit(f"{self.service}: {name}: keys of a map must be strings")
            fields.append(f".element_name = {text(item.get('locationName', 'value'))}")
            fields.append(f".key = s_{shape['key']['shape']}")
            fields.append(f".key_name = {text(shape['key'].get('locationName', 'key'))}")
            fields.append(f".map = &map_access<{element}>")
        if shape.get("flattened"):
            fields.append(".flattened = true")
        return fields

    def constraint_fields(self, name, shape, lines):
        fields = []
        for key in ("min", "max"):
            if key in shape:
                fields.append(f".{key} = {float(shape[key])!r}")
        if "pattern" in shape:
            fields.append(f".pattern = {text(shape['pattern'])}")
        if "enum" in shape:
            values = ", ".join(text(value) for value in shape["enum"])
            lines.append(f"constexpr std::string_view v_{name}[] = {{{values}}};")
            fields.append(f".values = v_{name}")
        if shape.get("timestampFormat"):
            fields.append(
                f".timestamp_format = TimestampFormat::{FORMATS[shape['timestampFormat']]}")
        if shape.get("union"):
            fields.append(".is_union = true")
        if shape.get("sensitive"):
            fields.append(".sensitive = true")
        if shape.get("exception"):
            error = shape.get("error", {})
            fields.append(f".error_code = {text(error.get('code', name))}")
            status = error.get("httpStatusCode", 500 if shape.get("fault") else 400)
            fields.append(f".http_status = {status}")
        return fields

    def used(self):
        """Every shape that a table mentions, keys of maps included."""
        return sorted(self.shapes)

    def source(self):
        lines = [f"// Generated by tools/shapegen from {self.origin}. Do not edit.",
                 f'#include "api/{self.service}.hpp"', "", '#include "shape/access.hpp"', "",
                 f"namespace spotdrill::api::{self.service} {{", "namespace {", "",
                 "using namespace shape;", "using namespace shape::access;", ""]
        lines += [f"[[maybe_unused]] const Shape* s_{name}();" for name in self.used()] + [""]
        for name in self.used():
            lines += self.shape_lines(name)
        lines += [""] + (self.service_lines() if self.operations else []) + ["}  // namespace", ""]
        if self.operations:
            lines += ["const shape::ServiceModel& service() { return the_service; }", ""]
        lines += [f"}}  // namespace spotdrill::api::{self.service}", "",
                  "namespace spotdrill::shape {", ""]
        for name in self.structures():
            qualified = f"api::{self.service}::{self.struct_name(name)}"
            lines.append(f"template <>\nconst Shape& shape_of<{qualified}>() "
                         f"{{ return api::{self.service}::d_{name}; }}")
        return "\n".join(lines + ["", "}  // namespace spotdrill::shape", ""])

    def protocols(self):
        result = []
        for protocol in self.metadata.get("protocols", [self.metadata["protocol"]]):
            if protocol == "json":
                protocol = "Json" + self.metadata["jsonVersion"].replace(".", "")
            else:
                protocol = PROTOCOLS[protocol]
            result.append("Protocol::" + protocol)
        if self.query:
            result.append("Protocol::AwsQuery")
        return result

    def service_lines(self):
        lines, table, errors = [], [], set()
        for name, operation, given, result in self.operations:
            fields = [f".name = {text(name)}", f".input = &d_{given}", f".output = &d_{result}",
                      f".http_method = {text(operation['http']['method'])}",
                      f".http_path = {text(operation['http']['requestUri'])}",
                      f".http_status = {operation['http'].get('responseCode', 200)}"]
            wrapper = (operation.get("output", {}).get("resultWrapper") or
                       self.result_names.get(name))
            if self.query and "output" in operation:
                wrapper = name + "Result"
            if wrapper:
                fields.append(f".result_wrapper = {text(wrapper)}")
            if operation.get("errors"):
                errors.update(operation["errors"])
                refs = ", ".join(f"&d_{error}" for error in operation["errors"])
                lines.append(f"constexpr const Shape* e_{name}[] = {{{refs}}};")
                fields.append(f".errors = e_{name}")
            table.append(f"    {{{', '.join(fields)}}},")
        lines += ["constexpr OperationModel operations[] = {"] + table + ["};"]
        lines.append(f"constexpr Protocol protocols[] = {{{', '.join(self.protocols())}}};")
        fields = self.metadata_fields()
        if errors:
            refs = ", ".join(f"&d_{error}" for error in sorted(errors))
            lines.append(f"constexpr const Shape* errors[] = {{{refs}}};")
            fields.append(".errors = errors")
        if self.model["unavailable"]:
            names = ", ".join(text(name) for name in self.model["unavailable"])
            lines.append(f"constexpr std::string_view unavailable[] = {{{names}}};")
            fields.insert(9, ".unavailable = unavailable")
        if self.model.get("unavailable_routes"):
            lines.append("constexpr Route unavailable_routes[] = {")
            for name, (method, path) in sorted(self.model["unavailable_routes"].items()):
                lines.append(f"    {{{text(name)}, {text(method)}, {text(path)}}},")
            lines.append("};")
            fields.insert(10, ".unavailable_routes = unavailable_routes")
        return lines + [f"constinit const ServiceModel the_service = {{{', '.join(fields)}}};"]

    def metadata_fields(self):
        data = self.metadata
        fields = [
            f".name = {text(self.service)}", f".service_id = {text(data['serviceId'])}",
            f".signing_name = {text(data.get('signingName', data['endpointPrefix']))}",
            f".endpoint_prefix = {text(data['endpointPrefix'])}",
            f".api_version = {text(data['apiVersion'])}",
            f".target_prefix = {text(data.get('targetPrefix', ''))}",
            f".xml_namespace = {text(data.get('xmlNamespace', ''))}",
            ".protocols = protocols", ".operations = operations"]
        if "globalEndpoint" in data:
            fields.append(".global = true")
        if "awsQueryCompatible" in data:
            fields.append(".query_compatible = true")
        if self.constraint_error:
            fields.append(f".constraint_error = {text(self.constraint_error)}")
        return fields


# What JSON Schema calls a scalar, and what models call it.
SCHEMA_SCALARS = {"boolean": "boolean", "integer": "long", "number": "double", "string": "string"}


def of_schema(schema):
    """The $defs of a JSON Schema as a model without operations. Lists have names of their own."""
    shapes = {name: {"type": kind} for name, kind in SCHEMA_SCALARS.items()}

    def use(value):
        return {"shape": value["$ref"].rsplit("/", 1)[1] if "$ref" in value else value["type"]}

    for name, value in schema["$defs"].items():
        kind = value["type"]
        if kind == "object":
            shapes[name] = {"type": "structure", "required": value.get("required", []),
                            "members": {member: use(inner)
                                        for member, inner in value["properties"].items()}}
        elif kind == "array":
            shapes[name] = {"type": "list", "member": use(value["items"])}
        elif value.get("format") == "date-time":
            shapes[name] = {"type": "timestamp", "timestampFormat": "iso8601"}
        else:
            shapes[name] = {"type": SCHEMA_SCALARS[kind]}
            if "enum" in value:
                shapes[name]["enum"] = value["enum"]
    return {"metadata": {"serviceFullName": schema["title"], "apiVersion": "", "protocol": "json"},
            "operations": {}, "shapes": shapes}


def index_header():
    return """// Generated by tools/shapegen. Do not edit.
#pragma once

#include <span>
#include <string_view>

#include "shape/shape.hpp"

namespace spotdrill::api {

/// Every service that has a model here, in order of names.
std::span<const shape::ServiceModel* const> services();

/// Every service of AWS's in the names of Step Functions' SDK integrations, in order.
std::span<const std::string_view> sdk_names();

}  // namespace spotdrill::api
"""


def index_source(services, names):
    includes = "\n".join(f'#include "api/{name}.hpp"' for name in services)
    models = ", ".join(f"&{name}::service()" for name in services)
    quoted = ",\n      ".join(f'"{name}"' for name in names)
    return f"""// Generated by tools/shapegen. Do not edit.
#include "api/services.hpp"

{includes}

namespace spotdrill::api {{

std::span<const shape::ServiceModel* const> services() {{
  static const shape::ServiceModel* const all[] = {{{models}}};
  return all;
}}

std::span<const std::string_view> sdk_names() {{
  static constexpr std::string_view all[] = {{
      {quoted}}};
  return all;
}}

}}  // namespace spotdrill::api
"""


def write_if_changed(path, content):
    if not path.exists() or path.read_text(encoding="utf-8") != content:
        path.write_text(content, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("operations", type=pathlib.Path, nargs="?",
                        help="operations.json; not for a JSON Schema")
    parser.add_argument("output", type=pathlib.Path, help="the folder for the two files")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    if options.model.suffix == ".txt":
        listed = sorted(json.loads(options.operations.read_text(encoding="utf-8")))
        names = options.model.read_text(encoding="utf-8").split()
        write_if_changed(options.output / "services.hpp", index_header())
        write_if_changed(options.output / "services.cpp", index_source(listed, names))
        return
    service = options.model.stem.removesuffix(".schema")
    model = json.loads(options.model.read_text(encoding="utf-8"))
    if "$defs" in model:
        model = of_schema(model)
        lists = {name: [member for member in shape["required"]
                        if model["shapes"][shape["members"][member]["shape"]]["type"] == "list"]
                 for name, shape in model["shapes"].items() if shape["type"] == "structure"}
        generator = Generator(service, model, {"emit_empty": lists}, f"docs/{options.model.name}")
    else:
        settings = json.loads(options.operations.read_text(encoding="utf-8"))[service]
        if sorted(model["operations"]) != sorted(settings["operations"]):
            sys.exit(f"{options.model} and {options.operations} differ: run tools/trim_models")
        generator = Generator(service, model, settings, f"models/{options.model.name}")
    write_if_changed(options.output / f"{service}.hpp", generator.header())
    write_if_changed(options.output / f"{service}.cpp", generator.source())


if __name__ == "__main__":
    main()
