;; The least that a skill can do: skill_handle copies its input to its output.
;; Input lies at 64 KiB, output behind it; memory grows to hold both.
(module
  (memory (export "memory") 2)
  (func (export "skill_alloc") (param $size i32) (result i32)
    (local $missing i32)
    (local.set $missing
      (i32.sub
        (i32.shr_u (i32.add (i32.mul (local.get $size) (i32.const 2)) (i32.const 0x2ffff)) (i32.const 16))
        (memory.size)))
    (if (i32.gt_s (local.get $missing) (i32.const 0))
      (then (drop (memory.grow (local.get $missing)))))
    (i32.const 0x10000))
  (func (export "skill_free") (param i32))
  (func (export "skill_handle") (param $pointer i32) (param $length i32) (result i64)
    (local $out i32)
    (local.set $out (i32.add (local.get $pointer) (local.get $length)))
    (memory.copy (local.get $out) (local.get $pointer) (local.get $length))
    (i64.or
      (i64.shl (i64.extend_i32_u (local.get $out)) (i64.const 32))
      (i64.extend_i32_u (local.get $length)))))
