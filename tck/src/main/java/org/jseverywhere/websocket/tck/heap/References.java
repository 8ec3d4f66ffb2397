package org.jseverywhere.websocket.tck.heap;

import java.util.Iterator;
import shark.HeapField;
import shark.HeapObject;
import shark.HprofRecord.HeapDumpRecord.ObjectRecord.ClassDumpRecord;

/** The references of an object that keep others alive. */
final class References {

  /** Takes references one by one. */
  @FunctionalInterface
  interface Visitor {
    void visit(String name, long id);
  }

  private References() {}

  static void of(HeapObject object, Visitor visitor) {
    if (object instanceof HeapObject.HeapInstance instance) {
      ofInstance(instance, visitor);
    } else if (object instanceof HeapObject.HeapClass type) {
      ofClass(type, visitor);
    } else if (object instanceof HeapObject.HeapObjectArray array) {
      long[] elements = array.readRecord().getElementIds();
      for (int i = 0; i < elements.length; i++) {
        visitor.visit("[" + i + "]", elements[i]);
      }
      visitor.visit("its class", array.getArrayClassId());
    }
  }

  private static void ofInstance(HeapObject.HeapInstance instance, Visitor visitor) {
    Iterator<HeapField> fields = instance.readFields().iterator();
    while (fields.hasNext()) {
      HeapField field = fields.next();
      // Soft, weak, phantom and final references keep nothing that is looked for here.
      if (!field.getName().equals("referent")
          || !field.getDeclaringClass().getName().equals("java.lang.ref.Reference")) {
        visit(field, visitor);
      }
    }
    visitor.visit("its class", instance.getInstanceClassId());
  }

  private static void ofClass(HeapObject.HeapClass type, Visitor visitor) {
    Iterator<HeapField> fields = type.readStaticFields().iterator();
    while (fields.hasNext()) {
      visit(fields.next(), visitor);
    }
    ClassDumpRecord record = type.readRecord();
    visitor.visit("its superclass", record.getSuperclassId());
    visitor.visit("its class loader", record.getClassLoaderId());
    visitor.visit("its protection domain", record.getProtectionDomainId());
  }

  private static void visit(HeapField field, Visitor visitor) {
    Long id = field.getValue().getAsNonNullObjectId();
    if (id != null) {
      visitor.visit(field.getName(), id);
    }
  }
}
